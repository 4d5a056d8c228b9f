/**
 * Loaded before the tests: one module holds all mutants of itself, of which `mutation.active` is switched on. No file
 * of the project is changed.
 */
import {readFileSync} from 'node:fs';
import {registerHooks, stripTypeScriptTypes} from 'node:module';
import {pathToFileURL} from 'node:url';

const {MUTATED: module, MUTANTS: mutants, MUTANT: mutant} = process.env;
const url = pathToFileURL(module).href;

export const mutation = {
  /** its id; none is -1 */
  active: Number(mutant),
  /** the ids of those whose place was come by since this was emptied */
  reached: new Set(),
};

globalThis.isMutant = (id) => {
  mutation.reached.add(id);
  return id === mutation.active;
};

registerHooks({
  load(asked, context, next) {
    if (asked !== url) return next(asked, context);
    const source = stripTypeScriptTypes(readFileSync(mutants, 'utf8'));
    return {format: 'module', source, shortCircuit: true};
  },
});
