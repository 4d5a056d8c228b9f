import assert from 'node:assert/strict';
import {PassThrough} from 'node:stream';
import {openReporter} from '../../../../src/lib/cli/copy/progress.ts';
import {formatDuration, formatSpeed} from '../../../../src/lib/cli/copy/progress-format.ts';
import {shortened} from '../../../../src/lib/cli/copy/shortened.ts';
import {formatBytes} from '../../../../src/lib/words/format-bytes.ts';
import {failureTable, summaryLine} from '../../../../src/lib/cli/copy/progress-summary.ts';
import {Output} from '../../../../src/lib/cli/show/output.ts';
import type {CopyEvent, CopySummary} from '../../../../src/lib/copy/model/events.ts';

const item = (id: number) => ({id, source: `/from/${id}`, destination: `/to/${id}`, size: 1 << 20});
const failure = {
  source: '/from/2',
  destination: '/to/2',
  step: 'transfer',
  reason: 'it is broken',
  next: ['Mend it.'],
  exitCode: 5,
} as const;
const summary: CopySummary = {
  direction: 'download',
  dryRun: false,
  files: 3,
  copied: 1,
  skipped: 1,
  failed: 1,
  removed: 0,
  notVerified: 1,
  bytes: 1 << 20,
  seconds: 2,
  aborted: false,
  failures: [failure],
  warnings: [],
};
const FIRST = item(1);
const SOON: CopyEvent = {kind: 'progress', item: FIRST, se: 'A::B::C', bytes: 20, rate: 1};
const EVENTS: readonly CopyEvent[] = [
  {kind: 'note', text: 'a note'},
  {kind: 'planned', direction: 'download', files: 3, bytes: 3 << 20, directories: []},
  {kind: 'started', item: FIRST, se: 'A::B::C'},
  {kind: 'progress', item: FIRST, se: 'A::B::C', bytes: 10, rate: 1},
  SOON,
  {kind: 'done', item: FIRST, seconds: 0.5, verified: true},
  {kind: 'failed', item: item(2), failure},
  {kind: 'skipped', item: item(3), reason: 'size match'},
  {kind: 'summary', summary},
];

async function shown(options: {quiet: boolean; json: boolean}, events = EVENTS) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const reporter = await openReporter(new Output(stdout, stderr), {...options, onlyChanges: false});
  for (const event of events) reporter.onEvent(event);
  await reporter.close();
  const textOf = (stream: PassThrough) => String(stream.read() ?? '');
  return {stdout: textOf(stdout), stderr: textOf(stderr)};
}

describe('the report of a copy', () => {
  it('writes the lines that scripts know to stdout, and talks on stderr', async () => {
    const {stdout, stderr} = await shown({quiet: false, json: false});
    assert.equal(
      stdout,
      'jobID: 1/3 >>> Start\n' +
        'jobID: 1/3 >>> STATUS OK >>> SPEED 2.00 MiB/s\n' +
        '/from/3 --> TARGET VALID (size match)\n' +
        'Successful jobs (1st try): 1/2\n',
    );
    assert.equal(
      stderr,
      'a note\n3 files, 3.0 MiB\njobID: 2/3 >>> STATUS ERROR : /from/2\n  transfer: it is broken\n',
    );
  });

  it('counts the replicas of an upload, those of further tries apart', async () => {
    const booking = {round: 1, replicas: 2};
    const {stdout, stderr} = await shown({quiet: false, json: false}, [
      {kind: 'planned', direction: 'upload', files: 2, bytes: 2 << 20, directories: []},
      {kind: 'started', item: FIRST, se: 'A', booking},
      {kind: 'started', item: FIRST, se: 'B', booking},
      {kind: 'started', item: FIRST, se: 'B', booking}, // once more, which is no further job
      {kind: 'started', item: FIRST, se: 'C', booking: {round: 2, replicas: 1}},
      {kind: 'done', item: FIRST, seconds: 1, verified: true, replicas: ['A', 'C']},
      {kind: 'done', item: item(2), seconds: 0, verified: true}, // empty: nothing moves
      {kind: 'summary', summary},
    ]);
    assert.deepEqual(stdout.split('\n'), [
      'jobID: 1/3 >>> Start',
      'jobID: 2/3 >>> Start',
      'jobID: 3/4 >>> Start',
      'jobID: 1/4 >>> STATUS OK >>> SPEED 1.00 MiB/s',
      'jobID: 3/4 >>> STATUS OK >>> SPEED 1.00 MiB/s',
      'jobID: 4/4 >>> Start',
      'jobID: 4/4 >>> STATUS OK >>> SPEED 0.00 MiB/s',
      'Successful jobs (1st try): 2/3',
      'Successful jobs (2nd try): 1/1',
      'Successful jobs (total): 3/3',
      '',
    ]);
    assert.equal(stderr, '2 files, 2.0 MiB\njobID: 2/4 >>> STATUS ERROR : /from/1 to B\n');
  });

  it('writes events to stdout as JSON, one a line, with progress once a second', async () => {
    for (const quiet of [false, true]) {
      const {stdout, stderr} = await shown({quiet, json: true});
      const events = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as {kind: string; time: string});
      assert.deepEqual(
        events.map(({time, ...event}) => [Date.parse(time) > 0, event]),
        EVENTS.filter((event) => event !== SOON).map((event) => [true, event]),
      );
      assert.equal(stderr.includes('STATUS ERROR'), !quiet);
    }
  });

  it('says nothing when quiet', async () => {
    assert.deepEqual(await shown({quiet: true, json: false}), {stdout: '', stderr: ''});
  });

  it('sums up what was done, and what was not', () => {
    const notVerified = '1 not verified (the catalogue has no checksum)';
    assert.equal(
      summaryLine(summary),
      `Copied 1 file, 1.0 MiB in 2.0 s (512 KiB/s); 1 already there; ${notVerified}; 1 failed.`,
    );
    assert.match(summaryLine({...summary, files: 10, aborted: true}), /stopped, 7 not copied/);
    assert.match(summaryLine({...summary, dryRun: true}), /^Would copy 1 file, 1.0 MiB;/);
  });

  it('lists failures with the reason and, once, with what to do', () => {
    const lines = failureTable([failure, {...failure, source: '/from/9'}]);
    assert.deepEqual(lines, [
      'Failed:',
      '  /from/2 -> /to/2',
      '    transfer: it is broken',
      '  /from/9 -> /to/2',
      '    transfer: it is broken',
      '  > Mend it.',
      '  > The same command again tries only these: what is done is skipped.',
    ]);
    assert.match(failureTable(Array.from({length: 40}, () => failure)).join('\n'), /and 10 more/);
    assert.deepEqual(failureTable([failure], true), ['  > Mend it.']);
    assert.deepEqual(failureTable([]), []);
  });

  it('writes numbers for people', () => {
    assert.deepEqual([0, 999, 1000, 1 << 20, 150 * 2 ** 30].map(formatBytes), [
      '0 B',
      '999 B',
      '1.0 KiB',
      '1.0 MiB',
      '150 GiB',
    ]);
    assert.deepEqual([0.44, 12.3, 200, 7500].map(formatDuration), [
      '0.4 s',
      '12 s',
      '3 min 20 s',
      '2 h 5 min',
    ]);
    assert.equal(formatSpeed(3 << 20, 0), '0.00 MiB/s');
  });

  it('shortens names in the middle, never within a character', () => {
    assert.equal(shortened('short', 10), 'short');
    const name = shortened('🚀'.repeat(50), 11);
    assert.equal(name, '🚀🚀…🚀🚀🚀'); // each takes two columns
    assert.doesNotMatch(name, /\uFFFD/);
  });
});
