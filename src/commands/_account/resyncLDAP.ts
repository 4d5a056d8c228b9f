import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'resyncLDAP',
  description: 'Let the central service read users, roles, storage and computing elements from LDAP again.',
  examples: [''],
});
