/** What a plugin builds its commands on. Its oclif is the one of the running program. */
export {Args, Flags} from '@oclif/core';
export {AlienCommand} from './lib/cli/base/alien-command.ts';
export {GridCommand} from './lib/cli/base/grid-command.ts';
export {type ServerDeclaration, serverCommand} from './lib/cli/relay/server-command.ts';
export {RelayCommand} from './lib/cli/relay/relay-command.ts';
export {Output, type TextStream} from './lib/cli/show/output.ts';
export {Completer, type Continuation, type Continuations} from './lib/cli/completion/completer.ts';
