import {Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

/** What the service is told of the token that is wanted. */
export const tokenFlags = {
  user: Flags.string({char: 'u', description: 'for this account or role', helpValue: 'USER'}),
  days: Flags.integer({char: 'v', description: 'how long it is to be valid', helpValue: 'DAYS', min: 1}),
  type: Flags.string({char: 't', description: 'user, job, jobagent or host', helpValue: 'TYPE'}),
  jobid: Flags.string({description: 'the job it is for (type job)', helpValue: 'ID'}),
  hostname: Flags.string({description: 'the host it is for (type host)', helpValue: 'NAME'}),
  force: Flags.boolean({char: 'f', description: 'accept a host name that cannot be looked up'}),
};

export default serverCommand({
  command: 'token',
  description: 'Print a new token: certificate and key, which nothing stores. "token-init" stores one.',
  examples: ['-v 1'],
  flags: tokenFlags,
});
