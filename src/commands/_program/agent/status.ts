import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {EXIT} from '../../../lib/errors/exit-codes.ts';
import {termsOf} from '../../../lib/agent/caller-terms.ts';
import {type AgentStatus, askAgent} from '../../../lib/agent/control.ts';
import {differences, markOf, marksOf} from '../../../lib/agent/deciding.ts';
import {agentPlace} from '../../../lib/agent/place.ts';
import {localTime} from '../../../lib/jobs/local-times.ts';
import {durationText} from '../../../lib/words/duration.ts';
import {formatBytes} from '../../../lib/words/format-bytes.ts';

/** What differs where it is no variable. */
const TERMS = 'limits, rights or file systems';

export default class ShowAgent extends AlienCommand {
  static override description =
    'Show whether the agent runs, what it has done, and whether it does commands of this shell. Without one it ends with 1.\n' +
    'Of variables that differ only the names are shown.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  protected async execute(): Promise<void> {
    await this.parse(ShowAgent);
    const {env} = this.context;
    const status = await askAgent(agentPlace(env), 'status');
    if (status === undefined) {
      this.setExitCode(EXIT.FAILED);
      return this.out.result({}, 'There is no agent.');
    }
    const {marks, terms, ...told} = status;
    const differs = differences(marks, marksOf(env));
    if (terms !== markOf(termsOf('self') ?? '')) differs.push(TERMS);
    this.out.result({...told, differs}, textOf(status, differs));
  }
}

function textOf(status: AgentStatus, differs: readonly string[]): string {
  const left = Math.max(0, (Date.parse(status.idleEnd) - Date.now()) / 1000);
  return [
    `The agent (process ${status.pid}) runs since ${localTime(Date.parse(status.since) / 1000)}.`,
    `workers   ${status.workers.length}`,
    `commands  ${status.commands}`,
    `memory    ${formatBytes(status.memory)}`,
    `ends      in ${durationText(left)} without a command`,
    differs.length === 0
      ? 'serves    this shell'
      : `serves    other shells: this one differs in ${differs.join(', ')}`,
  ].join('\n');
}
