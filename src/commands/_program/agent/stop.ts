import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {askAgent} from '../../../lib/agent/control.ts';
import {agentPlace} from '../../../lib/agent/place.ts';

export default class AgentStop extends AlienCommand {
  static override description = 'Stop the agent. Running commands are finished first.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  protected async execute(): Promise<void> {
    await this.parse(AgentStop);
    const status = await askAgent(agentPlace(this.context.env), 'stop');
    this.out.note(status === undefined ? 'There is no agent.' : 'The agent stops.');
  }
}
