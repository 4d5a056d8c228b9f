import assert from 'node:assert/strict';
import Fquota from '../../src/commands/_account/fquota.ts';
import Groupmembers from '../../src/commands/_account/groupmembers.ts';
import Groups from '../../src/commands/_account/groups.ts';
import Jquota from '../../src/commands/_account/jquota.ts';
import Quota from '../../src/commands/_account/quota.ts';
import ResyncLDAP from '../../src/commands/_account/resyncLDAP.ts';
import User from '../../src/commands/_account/user.ts';
import Whoami from '../../src/commands/_account/whoami.ts';
import Whois from '../../src/commands/_account/whois.ts';
import {Workbench, success} from './workbench.ts';

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

  it('quota says what the old client says, whatever the service leaves out', async () => {
    const numbers: Record<string, Record<string, string>> = {
      jquota: {
        username: 'u',
        running: '2',
        waiting: '3',
        maxUnfinishedJobs: '10',
        totalRunningTimeLast24h: '3600',
        maxTotalRunningTime: '7200',
        totalCpuCostLast24h: '0.0',
        maxTotalCpuCost: '0',
        nominalparallelJobs: '20',
        maxparallelJobs: '100',
      },
      fquota: {totalSize: '1048576', maxTotalSize: '4194304', nbFiles: '1'},
    };
    bench.answer = ([command = '']) => success(numbers[command] ?? {});
    const {code, stdout} = await bench.run(Quota, ['u']);
    assert.equal(code, 0);
    assert.deepEqual(
      stdout.split('\n').map((line) => line.replaceAll(/\s+/g, ' ')),
      [
        'Quota report for user : u',
        'Unfinished jobs(R + W / Max): 2 + 3 / 10 --> 50.00% used',
        'Running time (last 24h) used/max: 1.00/2.00(h) --> 50.00% used',
        'CPU Cost (last 24h) used/max: 0.00/0.00(h) --> 100.00% used',
        'ParallelJobs (nominal/max) : 20/100',
        'Storage size : 1.00/4.00 MiB --> 25.00%',
        'Number of files : 1/? --> ?%',
        '',
      ],
    );
    assert.deepEqual(bench.requests.slice(-2), [
      ['jquota', 'list', 'u'],
      ['fquota', 'list', 'u'],
    ]);
    const {results} = JSON.parse((await bench.run(Quota, ['-json'])).stdout) as {
      results: {running: number}[];
    };
    assert.equal(results[0]?.running, 2);
  });

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
