import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {startGrid} from '../src/testing.ts';
import type {TestGrid} from '../src/testing.ts';
import {connect} from './support/client.ts';
import type {Client, Reply} from './support/client.ts';
import {buildFixture, prepareRun} from './support/fixture.ts';
import {putSubjobs} from './support/job-fixture.ts';
import {DIFFERENT} from './support/differences.ts';
import {mask} from './support/mask.ts';

interface Recording {
  name: string;
  run: number;
  user: string;
  request: {command: string; options: unknown[]};
  response: string;
}

/**
 * Replays what a real central service was asked and compares the answers, but for identifiers, times and
 * envelopes. The recordings are not part of the project: ALIEN_WIRE names the folder that holds them.
 */
describe('replay of a real central service', () => {
  const folder = process.env['ALIEN_WIRE'];
  if (folder === undefined || !existsSync(join(folder, 'order.txt'))) {
    it('compares with recordings', function () {
      console.log('      no recordings: set ALIEN_WIRE to their folder');
      this.skip();
    });
    return;
  }
  const recordings = readRecordings(folder);
  const clients = new Map<string, Client>();
  const substitutes = new Map<string, string>();
  const different: string[] = [];
  let count = 0;
  let grid: TestGrid;

  before(async () => {
    grid = await startGrid({users: ['ruser', 'suser'], defaultReplicas: 1});
    await buildFixture(grid, substitutes);
  });
  after(async () => {
    console.log(`      ${count} of ${recordings.length} recordings are answered alike; not so, on purpose:`);
    for (const line of different) console.log(`        ${line}`);
    await grid.stop();
  });

  const substitute = (text: string): string => {
    let result = text;
    for (const [recorded, ours] of substitutes) result = result.replaceAll(recorded, ours);
    return result;
  };
  const clientOf = async ({user, run}: Recording): Promise<Client> => {
    const key = `${user} ${run}`;
    const client = clients.get(key) ?? (await connect(grid, user));
    clients.set(key, client);
    return client;
  };

  let lastRun = 1;
  for (const recording of recordings) {
    const {name, request, run} = recording;
    it(name, async function () {
      if (run !== lastRun) await prepareRun(run, grid, await connect(grid, 'ruser'), substitutes);
      lastRun = run;
      const client = await clientOf(recording);
      const options = request.options.map((option) =>
        typeof option === 'string' ? substitute(option) : option,
      );
      const ours = await client.ask(request.command, ...options);
      // The real service refused this name; what follows was recorded without it.
      if (name === 'mkdir_utf8') await client.must('rmdir', ...options);
      const theirs = JSON.parse(recording.response) as Reply;
      // Its sub-jobs were put there by hand.
      if (name === 'jobs2_submit') putSubjobs(grid, 1888757085, true);
      if (request.command === 'access') learn(theirs, ours, substitutes);
      const reason = DIFFERENT[name];
      const equal = (): void => assert.deepEqual(mask(ours, name), mask(theirs, name));
      if (reason === undefined) {
        equal();
        count++;
        return;
      }
      assert.throws(equal, `differs no longer (${reason}): take it out of the list`);
      different.push(`${name}: ${reason}`);
      this.skip();
    });
  }
});

/** Later requests speak of what this one was given. */
function learn(theirs: Reply, ours: Reply, substitutes: Map<string, string>): void {
  for (const [index, result] of theirs.results.entries()) {
    for (const key of ['envelope', 'guid', 'url']) {
      const recorded = String(result[key]);
      const got = ours.results[index]?.[key];
      if (typeof got === 'string' && recorded.length > 30 && !recorded.startsWith('null'))
        substitutes.set(recorded, got);
    }
  }
}

/** All recordings in the order in which they were made. */
function readRecordings(folder: string): Recording[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  const lines = files.flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
  const recordings = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Recording);
  const byName = new Map(recordings.map((recording) => [recording.name, recording]));
  const order = readFileSync(join(folder, 'order.txt'), 'utf8').split('\n');
  return order.filter((name) => name !== '').map((name) => byName.get(name) as Recording);
}
