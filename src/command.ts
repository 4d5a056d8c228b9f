/** What a plugin builds its commands on. Its oclif is the one of the running program. */
export {Args, Flags} from '@oclif/core';
export {AlienCommand} from './lib/cli/alien-command.ts';
export {GridCommand} from './lib/cli/grid-command.ts';
export {RelayCommand} from './lib/cli/relay-command.ts';
export {Output, type TextStream} from './lib/cli/output.ts';
