import {AlienCommand, Args, Flags} from '@alien-grid/cli/command';
import {selection} from '../../selection.ts';

export default class SandboxUserAdd extends AlienCommand {
  static override readonly shape = 'sandbox-user';
  static override description =
    'Add a user to a sandbox, with a certificate and a home directory. It may be running meanwhile.';
  static override examples = [
    '<%= config.bin %> sandbox user add alice',
    '<%= config.bin %> sandbox user add bob --admin',
  ];
  static override args = {user: Args.string({required: true, description: 'Name of the account.'})};
  static override flags = {
    ...selection,
    admin: Flags.boolean({default: false, description: 'With the role admin, which may do everything.'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(SandboxUserAdd);
    const {addUser} = await import('../../../box/existing.ts');
    const {flagsFor} = await import('../../../box/location.ts');
    await addUser(flags, {name: args.user, roles: flags.admin ? ['admin'] : []});
    if (this.isJson) return this.out.json({sandbox: flags.name, user: args.user, admin: flags.admin});
    this.out.line(`${args.user} is a user of the sandbox \`${flags.name}\`. To be that user in this shell:`);
    this.out.line(`  eval "$(alien sandbox env${flagsFor(flags)} --user ${args.user})"`);
  }
}
