import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {usageOfTree} from '../../../src/jobs/worker/processes.ts';
import {JobResources} from '../../../src/jobs/worker/resources.ts';

describe('what a job uses', () => {
  it('is told at once, after so many looks, and at the end, with the most there was', async () => {
    const reports: string[][] = [];
    let enough = (): void => undefined;
    const three = new Promise<void>((resolve) => (enough = resolve));
    const resources = new JobResources(
      (report) => {
        reports.push(report.split(' '));
        if (reports.length === 3) enough();
      },
      {look: 2, looksPerReport: 3},
    );
    const watched = resources.watch(process.pid);
    assert.equal(reports.length, 1);
    await three;
    watched.end(10_000);
    resources.watch(process.pid).end();
    const [first = [], , third = [], fourth = [], last = []] = reports;
    assert.equal(reports.length, 5);
    assert.match(
      first.join(' '),
      /^00:00:00 0 \d+\.\d\d \d+\.\d\d(?: \d+\.\d\d){3} \d+ \d+ \d+(?: \d+\.\d\d){3} 1000$/,
    );
    const [, , , , cpu, resident, virtual, , , , , mostResident, mostVirtual] = third.map(Number);
    assert.ok(cpu && cpu > 0 && resident && resident > 10 && virtual && virtual >= resident);
    assert.ok(mostResident && mostResident >= resident && mostVirtual && mostVirtual >= virtual);
    assert.deepEqual([fourth[4], fourth[5]], ['10000.00', '0.00'], 'the shell knows better than the looks');
    assert.ok(Number(last[4]) > 10_000, 'the programs of a job are one sum');
  });

  it('is what all of its processes use, and nothing once they are gone', async () => {
    const shell = spawn('sh', ['-c', 'sleep 1000 & echo up; wait'], {detached: true});
    const pid = shell.pid as number;
    await once(shell.stdout, 'data');
    const [tree, ours] = [usageOfTree(pid), usageOfTree(process.pid)];
    assert.ok(tree.resident > 0 && ours.resident > tree.resident);
    const ended = once(shell, 'exit');
    process.kill(-pid, 'SIGKILL');
    await ended;
    assert.deepEqual(usageOfTree(pid), {cpu: 0, resident: 0, virtual: 0});
  });
});
