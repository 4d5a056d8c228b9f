import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {endAgent} from '../../lib/agent/end-agent.ts';
import {destroyTokens} from '../../lib/tokens/token-store.ts';

export default class TokenDestroy extends AlienCommand {
  static override readonly shape = 'removed';
  static override description =
    'Remove your token, valid or expired. Copies of it elsewhere stay valid until it ends.';

  protected async execute(): Promise<void> {
    await this.parse(TokenDestroy);
    const removed = destroyTokens(await this.context.environment());
    await endAgent(this.context.env);
    if (this.isJson) return this.out.json({removed});
    if (removed.length === 0) return this.out.note('There was no token to remove.');
    for (const file of removed) this.out.line(`Removed ${file}`);
  }
}
