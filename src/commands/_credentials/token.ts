import {Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverOptions} from '../../lib/cli/relay/server-options.ts';

/** What the service is told of the token that is wanted. */
interface Wish {
  readonly user: string | undefined;
  readonly days: number | undefined;
  readonly type: string | undefined;
  readonly jobid: string | undefined;
  readonly hostname: string | undefined;
  readonly force: boolean;
}

export default class Token extends RelayCommand {
  static override description =
    'Print a new token: certificate and key, which nothing stores. "token-init" stores one.';
  static override examples = ['<%= config.bin %> <%= command.id %> -v 1'];
  static override flags = {
    user: Flags.string({char: 'u', description: 'for this account or role', helpValue: 'USER'}),
    days: Flags.integer({char: 'v', description: 'how long it is to be valid', helpValue: 'DAYS', min: 1}),
    type: Flags.string({char: 't', description: 'user, job, jobagent or host', helpValue: 'TYPE'}),
    jobid: Flags.string({description: 'the job it is for (type job)', helpValue: 'ID'}),
    hostname: Flags.string({description: 'the host it is for (type host)', helpValue: 'NAME'}),
    force: Flags.boolean({char: 'f', description: 'accept a host name that nobody knows'}),
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(Token);
    await this.relay('token', tokenWords(flags), flags.json);
  }
}

/** The words of the server command `token`. */
export function tokenWords({user, days, type, jobid, hostname, force}: Wish): string[] {
  return serverOptions({u: user, v: days, t: type, jobid, hostname, f: force});
}
