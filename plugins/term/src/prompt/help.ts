import type {Run} from '@alien-grid/cli/command';
import {COMMAND_OF} from '../grid/grid.ts';

const OVERVIEW = `The commands of the grid are functions of "grid"; what they give is awaited by itself at the prompt.

  grid.ls('results')                         a table of files; rows.filter(({size}) => size > 1e6)
  grid.find('results', '*.root')             all below; for await (const file of grid.find(...)) one by one
  grid.cp('alien:results/', 'file:data')     a copy; for await (const event of grid.cp(...)) tells how far it is
  grid.ps({states: 'RUNNING'})               any command: words, and its options as {option: value}
  grid.cd('results'), grid.pwd()             a directory holds for the calls behind it

help(grid.find) explains one. TAB completes functions, and names on the grid inside of quotes. .exit or Ctrl-D leaves.`;

/**
 * The function `help` of the prompt.
 * @param run prints
 */
export function helpFor(run: Run): (method?: unknown) => Promise<void> {
  return async (method) => {
    const id = typeof method === 'function' ? COMMAND_OF.get(method) : undefined;
    if (id === undefined) return run.out.line(OVERVIEW);
    await run.launch(['help', ...id.split(':')]);
  };
}
