import {runScripts} from './corpus.ts';

describe('scripts that are in use: credentials', () => runScripts('credentials.txt'));
