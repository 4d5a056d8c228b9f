import {agentFlags, agentWords} from '../../../lib/cli/agent/agent-flags.ts';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {startAgent} from '../../../lib/agent/start.ts';

export default class AgentStart extends AlienCommand {
  static override description =
    'Start the agent in the background: until it ends, commands start in milliseconds and share logins.\n' +
    'It has warm processes of yours with open connections. It ends when idle, when settings or credentials change, and with "alien agent stop".';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --workers=4 --idle=60',
  ];
  static override flags = agentFlags;

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(AgentStart);
    await startAgent(this.config.root, agentWords(flags), this.context.env);
    this.out.note('The agent is ready. It serves shells with the same settings: see "alien agent status".');
  }
}
