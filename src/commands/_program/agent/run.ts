import {agentFlags} from '../../../lib/cli/agent/agent-flags.ts';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {loadDescriptors} from '../../../lib/agent/descriptors.ts';
import {Keeper} from '../../../lib/agent/keeper.ts';
import {agentPlace} from '../../../lib/agent/place.ts';
import {READY} from '../../../lib/agent/start.ts';

const MINUTE = 60_000;

export default class AgentRun extends AlienCommand {
  static override description =
    'Be the agent, in the foreground, until Ctrl-C. "alien agent start" does the same in the background.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];
  static override flags = agentFlags;

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(AgentRun);
    const {env} = this.context;
    loadDescriptors(this.config.root).protect(); // variables may hold keys; workers inherit it from their very start
    let isReady = false;
    const keeper = new Keeper({
      root: this.config.root,
      place: agentPlace(env),
      env,
      workers: flags.workers,
      idle: flags.idle * MINUTE,
      signal: this.signal,
      onReady: () => {
        if (!isReady) this.out.stdout.write(`${READY}\n`); // at once, for JSON too
        isReady = true;
      },
    });
    this.out.note(await keeper.run());
  }
}
