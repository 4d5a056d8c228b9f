/** Loaded before the tests: one module is a mutant of itself. No file of the project is changed. */
import {readFileSync} from 'node:fs';
import {registerHooks, stripTypeScriptTypes} from 'node:module';
import {pathToFileURL} from 'node:url';

const {MUTATED: module, MUTANT: mutant} = process.env;
const url = pathToFileURL(module).href;

registerHooks({
  load(asked, context, next) {
    if (asked !== url) return next(asked, context);
    const source = stripTypeScriptTypes(readFileSync(mutant, 'utf8'));
    return {format: 'module', source, shortCircuit: true};
  },
});
