import assert from 'node:assert/strict';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

/** What a transfer reports: bytes at a time in seconds. */
type Course = readonly (readonly [seconds: number, bytes: number])[];

describe('a limit of speed', () => {
  let bench: Workbench;
  const now = performance.now.bind(performance);
  beforeEach(async () => {
    bench = await Workbench.open();
    bench.place(`${HOME}/f`, 'content', 2);
  });
  afterEach(async () => {
    performance.now = now;
    await bench.close();
  });

  /** The first replica reports this course, the second is fast. */
  async function copyWith(course: Course): Promise<{urls: string[]; copied: number}> {
    bench.storage.reports = (url, report) => {
      if (!url.includes('ONE')) return;
      for (const [seconds, bytes] of course) {
        performance.now = () => seconds * 1000;
        report(bytes);
      }
    };
    const {copied} = await bench.copy(`alien:${HOME}/f`, 'file:f', {rateThreshold: 100});
    return {urls: bench.storage.calls.map(({url}) => (url.includes('ONE') ? 'one' : 'two')), copied};
  }

  const table: readonly (readonly [string, Course, readonly string[]])[] = [
    [
      'a fast transfer',
      [
        [0, 1],
        [5, 600],
        [10, 1200],
        [15, 1800],
      ],
      ['one'],
    ],
    [
      'a slow one',
      [
        [0, 1],
        [5, 300],
        [10, 600],
      ],
      ['one', 'two'],
    ],
    [
      'one that becomes slow',
      [
        [0, 1],
        [5, 5000],
        [10, 10_000],
        [15, 10_050],
        [21, 10_060],
      ],
      ['one', 'two'],
    ],
    [
      'a short pause',
      [
        [0, 1],
        [5, 5000],
        [11, 5000],
        [15, 6500],
        [20, 8000],
      ],
      ['one'],
    ],
    [
      'a late begin',
      [
        [0, 0],
        [50, 0],
        [100, 1],
        [105, 1000],
      ],
      ['one'],
    ],
  ];
  for (const [name, course, expected] of table)
    it(`${expected.length > 1 ? 'leaves' : 'keeps'} ${name}`, async () =>
      assert.deepEqual(await copyWith(course), {urls: expected, copied: 1}));

  it('says so when all replicas are slow', async () => {
    bench.storage.reports = (_, report) => {
      for (const [seconds, bytes] of [
        [0, 1],
        [11, 2],
      ] as const) {
        performance.now = () => seconds * 1000;
        report(bytes);
      }
    };
    const {failures} = await bench.copy(`alien:${HOME}/f`, 'file:f', {rateThreshold: 100});
    assert.equal(failures[0]?.exitCode, 110);
    assert.match(failures[0]?.reason ?? '', /fewer than 100/);
  });
});
