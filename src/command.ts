/** What a plugin builds its commands on. Its oclif is the one of the running program. */
export {Args, Flags} from '@oclif/core';
export {AlienCommand} from './lib/cli/base/alien-command.ts';
export {GridCommand} from './lib/cli/base/grid-command.ts';
export {reportFailure} from './lib/cli/base/failure.ts';
export {type Ending, Interrupt} from './lib/cli/base/interrupt.ts';
export {runOf} from './lib/cli/base/run-of.ts';
export {type Run} from './lib/cli/base/run.ts';
export {type PromptParts, Series} from './lib/cli/base/series.ts';
export {promptOf} from './lib/cli/lines/prompt-parts.ts';
export {type ServerDeclaration, serverCommand} from './lib/cli/relay/server-command.ts';
export {RelayCommand} from './lib/cli/relay/relay-command.ts';
export {Output, type TextStream} from './lib/cli/show/output.ts';
export {Completer, type Continuation, type Continuations} from './lib/cli/completion/completer.ts';
/** For what runs lines of commands itself. */
export {type LineOptions, LineRunner} from './lib/cli/lines/line-runner.ts';
export {type LogicalLine, logicalLines} from './lib/lines/logical-lines.ts';
export type {Expandable} from './expand.ts';
