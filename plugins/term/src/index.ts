import Term from './commands/term.ts';

/** The commands of the plugin by their names. What they do is loaded when they do it. */
export const COMMANDS = {term: Term};

export type {Grid} from './grid/grid.ts';
