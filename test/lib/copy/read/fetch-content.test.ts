import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type Fetch, fetchContent} from '../../../../src/lib/copy/read/fetch-content.ts';
import {fetchToStream} from '../../../../src/lib/copy/read/fetch-to-stream.ts';
import {Transfers} from '../../../../src/lib/copy/transfer/transfers.ts';
import type {DownloadItem} from '../../../../src/lib/copy/model/plan.ts';
import {NetworkError, ServerError, UserError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {device} from '../../../support/device.ts';
import {md5Of} from '../support/fake-storage.ts';
import {Workbench} from '../support/workbench.ts';

const LFN = absoluteLfn('/alice/home/f');
const CONTENT = 'the content';

describe('the content of a grid file', () => {
  let bench: Workbench;
  let warnings: string[];
  beforeEach(async () => {
    bench = await Workbench.open();
    bench.place(LFN, CONTENT, 3);
    warnings = [];
  });
  afterEach(() => bench.close());

  const path = () => join(bench.dir, 'here');
  const item = (): DownloadItem => ({
    ...{id: 1, source: LFN, lfn: LFN, destination: path(), size: CONTENT.length, md5: md5Of(CONTENT)},
    ...{stamp: undefined, specification: undefined, base: bench.dir, isNamed: true},
  });
  const context = (retries = 0) => ({
    ...{grid: bench.grid, storage: bench.storage, comparison: 'time' as const, strict: false, retries},
    transfers: new Transfers(2, undefined, () => undefined),
    emit: () => undefined,
    warn: (text: string) => void warnings.push(text),
  });
  const state = (signal = new AbortController().signal) => ({
    ...{signal, step: 'look up' as 'look up' | 'verify' | 'transfer' | 'envelope' | 'replace'},
    letNextStart: () => undefined,
  });
  const fetch = async (more: Partial<Fetch> = {}, retries = 0, own = state()) => {
    const fetched = {item: item(), source: item(), path: path(), resume: false, ...more};
    return await fetchContent(fetched, context(retries), own);
  };
  const asked = () => bench.storage.calls.map(({url}) => /ONE|TWO|THREE/.exec(url)?.[0]);
  const failing = (...errors: [element: string, error: Error][]) => {
    bench.storage.before = (_, url) => {
      for (const [element, error] of errors) if (url.includes(element)) throw error;
    };
  };

  it('comes from the nearest replica, and is verified', async () => {
    const own = state();
    const {bytes, md5} = await fetch({}, 0, own);
    assert.deepEqual([bytes, md5, asked(), own.step], [CONTENT.length, md5Of(CONTENT), ['ONE'], 'verify']);
  });

  it('comes from the next one where one fails, each asked once in a round', async () => {
    failing(['ONE', new NetworkError('lost')], ['TWO', new ServerError('no', {exitCode: 5})]);
    await fetch();
    assert.deepEqual([asked(), warnings], [['ONE', 'TWO', 'THREE'], []]);
  });

  it('is asked for again only where the failure may pass, in so many rounds', async () => {
    failing(
      ['ONE', new NetworkError('lost')],
      ['TWO', new ServerError('no', {exitCode: 5})],
      ['THREE', new NetworkError('slow', {mayPass: false})],
    );
    await assert.rejects(fetch({}, 1), /None of 3 replicas could be read/);
    assert.deepEqual(asked(), ['ONE', 'TWO', 'THREE', 'ONE']);
  });

  it('is not asked for elsewhere where this machine is the reason', async () => {
    const full = new UserError('the disk is full', {exitCode: 28});
    failing(['ONE', full]);
    await assert.rejects(fetch(), full);
    assert.deepEqual(asked(), ['ONE']);
    const bug = new TypeError('a bug');
    failing(['ONE', bug]);
    await assert.rejects(fetch(), bug);
  });

  it('that is damaged is told, where it came from elsewhere in the end', async () => {
    bench.storage.mangle = (content, url) => (url.includes('ONE') ? Buffer.from('THE CONTENT') : content);
    await fetch();
    assert.equal(warnings.length, 1);
    assert.match(
      warnings.join(),
      /^The replica of \/alice\/home\/f on \S+ONE is damaged\. The checksum is wrong/,
    );
    assert.equal(await readFile(path(), 'utf8'), CONTENT);
    bench.storage.mangle = () => Buffer.from('short');
    warnings = [];
    await rm(path());
    await assert.rejects(fetch(), {exitCode: 5, message: /5 bytes, the catalogue says 11/});
    assert.deepEqual(warnings, []);
  });

  it('is fetched from its beginning where what had been there was wrong', async () => {
    await writeFile(path(), 'THE');
    const {md5} = await fetch({resume: true});
    assert.deepEqual([md5, asked()], [md5Of(CONTENT), ['ONE', 'ONE']]);
    await writeFile(path(), 'the');
    assert.equal((await fetch({resume: true})).resumed, 3);
  });

  it('ends with the reason of an abort, and asks no further replica', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    bench.storage.before = () => {
      controller.abort(reason);
      throw new NetworkError('lost');
    };
    await assert.rejects(fetch({}, 3, state(controller.signal)), reason);
    assert.deepEqual(asked(), ['ONE']);
  });

  describe('for a device or a pipe', () => {
    const {TMPDIR} = process.env;
    let temporaries: string;
    beforeEach(async () => {
      temporaries = await mkdtemp(join(tmpdir(), 'alien-streams-'));
      process.env['TMPDIR'] = temporaries;
    });
    afterEach(async () => {
      if (TMPDIR === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = TMPDIR;
      await rm(temporaries, {recursive: true, force: true});
    });
    const none = () => device('null', bench.dir);
    const stream = (more: Partial<DownloadItem> = {}, to = none(), own = state()) =>
      fetchToStream({...item(), ...more}, to, context(), own);

    it('is verified before it is written, and leaves nothing beside it', async () => {
      const own = state();
      assert.deepEqual(await stream({}, none(), own), {kind: 'copied', seconds: 0.01, verified: true});
      assert.equal(own.step, 'replace');
      assert.deepEqual(await stream({md5: undefined}), {kind: 'copied', seconds: 0.01, verified: false});
      bench.storage.mangle = () => Buffer.from('short');
      await assert.rejects(stream(), {exitCode: 5});
      assert.deepEqual(await readdir(temporaries), []);
    });

    it('is written whole into a pipe that is read', async () => {
      execFileSync('mkfifo', [path()]);
      const [text] = await Promise.all([readFile(path(), 'utf8'), stream({}, path())]);
      assert.equal(text, CONTENT);
    });

    it('is nothing to fetch where it is empty', async () => {
      assert.deepEqual(await stream({size: 0}), {kind: 'copied', seconds: 0, verified: true});
      assert.deepEqual(asked(), []);
    });

    it('needs a place here', async () => {
      process.env['TMPDIR'] = '/dev/null/none';
      await assert.rejects(stream(), (error) => error instanceof UserError);
    });
  });
});
