import {runScripts} from './corpus.ts';

describe('scripts that are in use: catalogue', () => runScripts('catalogue.txt'));
