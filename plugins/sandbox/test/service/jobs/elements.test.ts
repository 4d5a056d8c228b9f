import assert from 'node:assert/strict';
import {startGrid} from '../../../src/testing.ts';
import type {TestGrid} from '../../../src/testing.ts';
import {connect} from '../../support/client.ts';
import type {Client, Result} from '../../support/client.ts';

describe('the commands about computing elements and users of them', () => {
  let grid: TestGrid;
  let demo: Client;
  let admin: Client;
  before(async () => {
    grid = await startGrid({users: ['demo', 'kim']});
    [demo, admin] = await Promise.all([connect(grid), connect(grid, 'admin')]);
  });
  after(() => grid.stop());

  const texts = (results: Result[]): unknown[] => results.map(({message}) => message);

  it('an administrator opens and locks the element, and everybody sees it', async () => {
    const told: string[] = [];
    const stop = grid.jobs.sites.onStatus((name, status) => told.push(`${name} ${status}`));
    const set = async (...words: string[]): Promise<unknown> =>
      texts(await admin.must('setCEstatus', ...words))[0];
    assert.equal(
      await set('-status', 'lo', 'alice::sandbox::ce'),
      "Success:  Status locked correctly set to CEs ['alice::sandbox::ce']",
    );
    assert.equal((await demo.must('listCEs', 'sandbox'))[0]?.['status'], 'locked');
    assert.equal(
      await set('-status', 'yes', 'ALICE::X::CE'),
      "Error:  Could not set status open to CEs ['ALICE::X::CE']",
    );
    assert.equal(
      await set('-status', 'on', 'ALICE::SANDBOX::CE'),
      "Success:  Status open correctly set to CEs ['ALICE::SANDBOX::CE']",
    );
    assert.deepEqual(told, ['ALICE::SANDBOX::CE locked', 'ALICE::SANDBOX::CE open']);
    stop();
    assert.equal(
      await demo.failure('setCEstatus', '-status', 'open'),
      '22 Invalid argument : The list of given CE names should not be empty',
    );
    assert.match(await demo.failure('setCEstatus', '-status', '', 'x'), /either `open` or `locked`$/);
  });

  it('lists, sums up, and finds none', async () => {
    const all = await demo.must('listCEs', '-s');
    assert.equal(all.length, 3);
    assert.match(String(all[2]?.['message']), /^\n +TOTAL: 2 CEs\t \t +\d+\t +300$/);
    const none = 'CE Listing \nCE name\tStatus\tMax running\t Max queued\t  TTL\t    Type\t\tHost';
    assert.deepEqual(await demo.must('listCEs', '-p', 'sandbox,other'), [{message: none}]);
    assert.deepEqual(texts(await demo.must('listpartitions', 'nothing')), [
      'Partition listing\n Partition name',
    ]);
  });

  it('jobListMatch wants a number, and knows who may run a job that waits', async () => {
    const jdl = 'TTL = 86500;\n';
    const id = grid.jobs.insert({owner: 'kim', name: 'x', jdl, state: 'WAITING'});
    const names = (await demo.must('jobListMatch', String(id))).map(({ceName}) => ceName);
    assert.deepEqual(names, ['ALICE::SANDBOX::CE']);
    assert.deepEqual(Object.keys((await demo.must('jobListMatch', '1'))[0] ?? {}), ['message']);
    assert.match(await demo.failure('jobListMatch', 'x'), /^22 .*requires an argument$/);
    grid.jobs.move(id, 'KILLED');
  });

  it('packages are filtered, and may be of all platforms', async () => {
    const names = async (...words: string[]): Promise<unknown[]> =>
      (await demo.must('packages', ...words)).map((p) => p['packages']);
    assert.deepEqual(await names('aliphysics', 'root'), ['VO_ALICE@AliPhysics::vAN-20240401_O2-1']);
    assert.deepEqual(await names('-all', 'root'), ['VO_ALICE@ROOT::v6-30-01']);
    assert.deepEqual(await names('-p', 'BeOS'), []);
  });

  it('jobs are counted by user', async () => {
    const put = (owner: string, state: 'RUNNING' | 'WAITING' | 'DONE'): number =>
      grid.jobs.insert({owner, name: 'x', jdl: '', state});
    const ids = [put('demo', 'WAITING'), put('kim', 'RUNNING'), put('kim', 'RUNNING'), put('admin', 'DONE')];
    const order = async (...options: string[]): Promise<string[]> => {
      const [table] = await demo.must('w', ...options);
      return [...String(table?.['value']).matchAll(/\d\. (\w+)/g)].map(([, name]) => String(name));
    };
    assert.deepEqual(await order(), ['demo', 'kim']);
    assert.deepEqual(await order('-a'), ['kim', 'demo']);
    assert.deepEqual(await order('-w'), ['demo', 'kim']);
    assert.deepEqual(await order('-wr'), ['kim', 'demo']);
    assert.deepEqual(texts(await demo.must('uptime')), ['2 running jobs, 1 waiting jobs, 2 active users']);
    for (const id of ids) grid.jobs.move(id, 'KILLED');
  });

  it('job quotas are listed, and set by administrators', async () => {
    assert.deepEqual(texts(await admin.must('jquota', 'set', 'kim', 'maxTotalCpuCost', '250')), [
      'Result: ok, maxTotalCpuCost=250 for user=kim',
    ]);
    const [own, kims] = await demo.must('jquota', 'list', 'demo', 'kim');
    assert.equal(kims?.['maxTotalCpuCost'], '250.0');
    assert.match(String(own?.['message']), /^Quota of demo \(userid: \d+\)\n/);
    assert.match(String(kims?.['message']), /^\nQuota of kim /);
    const failures: [Client, string[], string][] = [
      [admin, ['set', 'kim', 'speed', '1'], '38 Function not implemented : There is no field speed'],
      [admin, ['set', 'kim', 'priority', '0'], '22 Invalid argument : Invalid new value for priority : 0'],
      [
        admin,
        ['set', 'kim', 'priority', '1.5'],
        '22 Invalid argument : Invalid new value for priority : 1.5',
      ],
      [
        admin,
        ['set', 'nobody', 'priority', '1'],
        '126 Required key not available : No such account name: nobody',
      ],
      [admin, ['set', 'kim'], '22 Invalid argument : Command requires an argument'],
      [demo, ['list', 'nobody'], '126 Required key not available : No such account name: nobody'],
      [demo, ['set', 'demo', 'priority', '9'], '22 Invalid argument : Wrong command passed: set'],
    ];
    for (const [client, words, expected] of failures)
      assert.equal(await client.failure('jquota', ...words), expected);
  });
});
