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
/** What the API has too, for code of plugins that runs at each start and cannot wait for the whole of it. */
export {UserError} from './lib/errors/errors.ts';
export {homeOf} from './lib/files/home.ts';
export {readFile as readRegularFile} from './lib/files/read-file.ts';
/** For what opens another program with the terminal of a run. */
export {runProgram} from './lib/cli/programs/run-program.ts';
/** For what runs lines of commands itself. */
export {type LineOptions, LineRunner} from './lib/cli/lines/line-runner.ts';
export {writeNamedText} from './lib/files/write-named-text.ts';
export {aliasPath, aliasText, readAliases} from './lib/lines/alias-file.ts';
export {withAlias, withoutAlias} from './lib/lines/alias-lines.ts';
export {wordText} from './lib/lines/line.ts';
export {readLine} from './lib/lines/read-line.ts';
export {harmless} from './lib/words/harmless.ts';
export {shellWord} from './lib/words/shell-word.ts';
export {type LogicalLine, logicalLines} from './lib/lines/logical-lines.ts';
export type {Expandable} from './start/expand.ts';
