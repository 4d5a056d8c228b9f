import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {EXIT} from '../../../lib/errors/exit-codes.ts';
import {askAgent} from '../../../lib/agent/control.ts';
import {agentPlace} from '../../../lib/agent/place.ts';

export default class AgentStatus extends AlienCommand {
  static override description =
    'Show whether the agent runs, and what it has done. Without one it ends with 1.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  protected async execute(): Promise<void> {
    await this.parse(AgentStatus);
    const status = await askAgent(agentPlace(this.context.env), 'status');
    if (status === undefined) this.setExitCode(EXIT.FAILED);
    const {pid, workers, commands, seconds} = status ?? {};
    const text = status
      ? `The agent (process ${pid}) has ${workers?.length} workers, and has done ${commands} commands in ${seconds} s.`
      : 'There is no agent.';
    this.out.result(status ?? {}, text);
  }
}
