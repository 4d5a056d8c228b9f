import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {AlienError, NetworkError, ServerError, UserError} from '../../../src/lib/errors/errors.ts';
import {UnreadableAnswer} from '../../../src/lib/session/requests/answer.ts';
import type {Fault} from './support/fake-grid.ts';
import type {CopySummary} from '../../../src/lib/copy/model/events.ts';
import {Workbench} from './support/workbench.ts';

const LFN = '/alice/home/file';
const OLD = 'old content';
const NEW = 'the new content';

const FAULTS: Readonly<Record<string, Fault>> = {
  'is refused': {when: 'before', error: new ServerError('refused', {exitCode: 13})},
  'is lost on the way there': {when: 'before', error: new NetworkError('lost')},
  'loses its answer': {when: 'after', error: new NetworkError('lost')},
  'gets an answer that nobody can read': {when: 'after', error: new UnreadableAnswer('not JSON')},
};

/** Why a copy is aborted. */
const STOPPED = new Error('stopped');

/** A copy fails with an error of ours or the reason of the abort; anything else is a crash. */
function planned(error: unknown): undefined {
  if (!(error instanceof AlienError) && error !== STOPPED) throw error;
}

/** How many requests the copy makes when nothing goes wrong. */
async function requestsOf(
  run: (bench: Workbench) => Promise<unknown>,
  prepare: (bench: Workbench) => Promise<void>,
) {
  const bench = await Workbench.open();
  try {
    await prepare(bench);
    await run(bench);
    return bench.grid.requests.map(({command}) => command);
  } finally {
    await bench.close();
  }
}

const upload = (bench: Workbench) => bench.copy('file:new', `alien:${LFN}`);
const withSource = (bench: Workbench) => writeFile(join(bench.dir, 'new'), NEW);
const withOld = async (bench: Workbench) => {
  await withSource(bench);
  bench.place(LFN, OLD);
};

/** Every request of a copy fails in turn, each in three ways. */
async function torture(
  run: (bench: Workbench) => Promise<unknown>,
  prepare: (bench: Workbench) => Promise<void>,
  check: (
    bench: Workbench,
    outcome: {summary?: Awaited<ReturnType<typeof upload>>; where: string},
  ) => Promise<void> | void,
) {
  const commands = await requestsOf(run, prepare);
  assert.ok(commands.length >= 2);
  for (const [index, command] of commands.entries()) {
    for (const [name, fault] of Object.entries(FAULTS)) {
      const bench = await Workbench.open();
      try {
        await prepare(bench);
        bench.grid.fault = (_command, _options, at) => (at === index ? fault : undefined);
        const summary = (await run(bench).catch(planned)) as Awaited<ReturnType<typeof upload>> | undefined;
        await check(bench, {where: `request ${index} (${command}) ${name}`, ...(summary && {summary})});
      } finally {
        await bench.close();
      }
    }
  }
}

describe('copy, when any one request fails', () => {
  it('an upload leaves a complete file or nothing', () =>
    torture(upload, withSource, (bench, {summary, where}) => {
      const content = bench.contentOf(LFN);
      if (summary?.copied === 1) assert.equal(content, NEW, where);
      else assert.ok(bench.lfns().length === 0 || content === NEW, where);
      if (summary === undefined) assert.equal(content, undefined, where);
      assert.ok(
        bench.lfns().every((lfn) => lfn === LFN),
        where,
      );
      // What may have been registered must stay; everything else has to go.
      const mayBeRegistered = where.includes('commit') && !where.includes('refused');
      if (!mayBeRegistered) assert.deepEqual(bench.orphans(), [], where);
    }));

  it('a replacement never loses the old content and says where the new one is', () =>
    torture(upload, withOld, (bench, {summary, where}) => {
      const contents = new Map(bench.lfns().map((lfn) => [lfn, bench.contentOf(lfn)]));
      if (summary?.copied === 1) {
        assert.equal(contents.get(LFN), NEW, where);
      } else {
        assert.ok([...contents.values()].includes(OLD), `${where}: the old content is lost`);
      }
      const told = JSON.stringify([summary?.failures, summary?.warnings]);
      for (const lfn of contents.keys()) {
        if (lfn !== LFN)
          assert.ok(told.includes(lfn), `${where}: ${lfn} is left and nobody says so: ${told}`);
      }
    }));

  it('a download leaves the old file or the new one, and no temporary', () =>
    torture(
      (bench) => bench.copy(`alien:${LFN}`, 'file:target'),
      async (bench) => {
        bench.place(LFN, NEW, 2);
        await writeFile(join(bench.dir, 'target'), OLD);
      },
      async (bench, {summary, where}) => {
        const content = await readFile(join(bench.dir, 'target'), 'utf8');
        assert.equal(content, summary?.copied === 1 ? NEW : OLD, where);
        assert.deepEqual(await bench.localNames(), ['target'], where);
      },
    ));

  it('a storage call that fails leaves no bytes behind and the old content in place', async () => {
    const errors = [
      new ServerError('refused', {exitCode: 13}),
      new NetworkError('stalled', {exitCode: 110}),
      new UserError('cannot be read', {exitCode: 5}),
    ];
    const cases = errors.flatMap((error) => [true, false].map((recover) => ({error, recover})));
    for (const {error, recover} of cases) {
      for (const failing of [[0], [1], [0, 1], [0, 1, 2, 3, 4, 5]]) {
        const bench = await Workbench.open();
        try {
          await withOld(bench);
          let call = 0;
          bench.storage.before = (step) => {
            if (step === 'upload' && failing.includes(call++)) throw error;
          };
          const where = `${error.message}, calls ${failing.join()}, recover: ${recover}`;
          const summary = await bench.copy('file:new', `alien:${LFN}`, {retries: 1, recover});
          assert.equal(bench.contentOf(LFN), summary.copied === 1 ? NEW : OLD, where);
          assert.deepEqual(bench.lfns(), [LFN], where);
          assert.deepEqual(bench.orphans(), [], where);
          if (failing.length > 2 || error instanceof UserError) assert.equal(summary.failed, 1, where);
          else
            assert.equal(
              summary.copied,
              failing.length > 1 && error instanceof ServerError && !recover ? 0 : 1,
              where,
            );
        } finally {
          await bench.close();
        }
      }
    }
  });

  it('an abort at any step leaves nothing half done', async () => {
    for (const [name, run, prepare] of ABORTED) {
      const steps = await stepsOf(run, prepare);
      assert.ok(steps >= 3, name);
      for (let at = 0; at < steps; at++) {
        const bench = await Workbench.open();
        try {
          await prepare(bench);
          const controller = new AbortController();
          const {commandsAtAbort} = abortAtStep(bench, at, controller);
          const summary = await run(bench, controller.signal).catch(planned);
          await checkAborted(bench, `${name}, step ${at}`, summary, commandsAtAbort());
        } finally {
          await bench.close();
        }
      }
    }
  });
});

type Run = (bench: Workbench, signal?: AbortSignal) => Promise<CopySummary>;
type Prepare = (bench: Workbench) => Promise<void>;

const ABORTED: readonly (readonly [string, Run, Prepare])[] = [
  ['upload', (bench, signal) => bench.copy('file:new', `alien:${LFN}`, signal ? {signal} : {}), withSource],
  ['replacement', (bench, signal) => bench.copy('file:new', `alien:${LFN}`, signal ? {signal} : {}), withOld],
  [
    'download',
    (bench, signal) => bench.copy(`alien:${LFN}`, 'file:target', signal ? {signal} : {}),
    (bench) => {
      bench.place(LFN, NEW);
      return writeFile(join(bench.dir, 'target'), OLD);
    },
  ],
];

/** Count the requests and storage calls of a run, and abort at one of them. */
function abortAtStep(bench: Workbench, at: number, controller: AbortController) {
  let step = 0;
  let commands: number | undefined;
  const passed = () => {
    if (step++ !== at) return;
    commands = bench.grid.count('commit');
    controller.abort(STOPPED);
  };
  bench.grid.fault = () => void passed();
  bench.storage.before = (kind) => {
    if (kind !== 'remove') passed();
  };
  return {steps: () => step, commandsAtAbort: () => commands ?? 0};
}

async function stepsOf(run: Run, prepare: Prepare): Promise<number> {
  const bench = await Workbench.open();
  try {
    await prepare(bench);
    const {steps} = abortAtStep(bench, Number.POSITIVE_INFINITY, new AbortController());
    await run(bench);
    return steps();
  } finally {
    await bench.close();
  }
}

async function checkAborted(
  bench: Workbench,
  where: string,
  summary: CopySummary | undefined,
  commits: number,
) {
  // The request that was out when the abort came may be a commit; no other one starts.
  assert.ok(bench.grid.count('commit') <= commits + 1, where);
  assert.deepEqual(bench.orphans(), [], where);
  const names = await bench.localNames();
  assert.ok(
    names.every((name) => name === 'new' || name === 'target'),
    `${where}: ${names.join(' ')}`,
  );
  const contents = bench.lfns().map((lfn) => [lfn, bench.contentOf(lfn)]);
  assert.ok(
    contents.every(([lfn, content]) => lfn === LFN && (content === OLD || content === NEW)),
    where,
  );
  if (summary) assert.equal(summary.aborted, true, where);
}
