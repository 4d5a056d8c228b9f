import assert from 'node:assert/strict';
import Fquota from '../../src/commands/_account/fquota.ts';
import Groupmembers from '../../src/commands/_account/groupmembers.ts';
import Groups from '../../src/commands/_account/groups.ts';
import Jquota from '../../src/commands/_account/jquota.ts';
import ResyncLDAP from '../../src/commands/_account/resyncLDAP.ts';
import User from '../../src/commands/_account/user.ts';
import Whoami from '../../src/commands/_account/whoami.ts';
import Whois from '../../src/commands/_account/whois.ts';
import {Workbench} from './workbench.ts';

describe('the verbs of the account', () => {
  const bench = new Workbench();

  const REQUESTS = [
    [Whoami, '', 'whoami'],
    [Whoami, '-v', 'whoami -v'],
    [Whois, '-a doe x', 'whois -a -- doe x'],
    [Whois, '-sfed doe', 'whois -s -f -e -d -- doe'],
    [Groups, '', 'groups'],
    [Groupmembers, 'admin', 'groupmembers admin'],
    [User, 'alidaq', 'user alidaq'],
    [Jquota, '', 'jquota list'],
    [Jquota, 'set u f 5', 'jquota set u f 5'],
    [Fquota, 'list u v', 'fquota list u v'],
    [ResyncLDAP, '', 'resyncLDAP'],
  ] as const;
  for (const [command, line, request] of REQUESTS) {
    it(request, async () => {
      assert.equal(await bench.sent(command, line.split(' ').filter(Boolean)), request);
    });
  }

  it('refuse what they do not take', async () => {
    for (const [command, ...words] of [
      [Whoami, 'x'],
      [User],
      [User, 'a', 'b'],
      [Whois],
      [Groupmembers],
    ] as const)
      assert.equal((await bench.run(command, words)).code, 22, command.description);
  });
});
