import {runScripts} from './corpus.ts';

describe('scripts that are in use: copies', () => runScripts('copies.txt'));
