import assert from 'node:assert/strict';
import {mkdtemp, rmdir} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ServerError, UserError} from '../../../../src/lib/errors/errors.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

describe('copies from grid to grid', () => {
  let bench: Workbench;
  let temporaries: string;
  const {TMPDIR} = process.env;
  beforeEach(async () => {
    bench = await Workbench.open();
    temporaries = await mkdtemp(join(tmpdir(), 'alien-relay-'));
    process.env['TMPDIR'] = temporaries;
  });
  afterEach(async () => {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
    await bench.close();
    await rmdir(temporaries); // fails unless it is empty
  });

  it('asks two accesses and a commit a replica for a file', async () => {
    bench.place(`${HOME}/a`, 'content');
    const summary = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b`);
    assert.deepEqual([summary.direction, summary.copied, summary.notVerified], ['grid', 1, 0]);
    assert.equal(bench.contentOf(`${HOME}/b`), 'content');
    assert.deepEqual(
      bench.grid.requests.map(({command}) => command),
      ['stat', 'stat', 'access', 'access', 'commit', 'commit', 'stat'],
    );
  });

  it('copies a tree with empty files and directories, skips what is there, replaces what differs', async () => {
    bench.place(`${HOME}/t/same`, 'same');
    bench.place(`${HOME}/t/s/other`, 'new content');
    bench.place(`${HOME}/t/none`, '');
    bench.grid.makeDirectory(`${HOME}/t/empty`);
    bench.place(`${HOME}/u/t/same`, 'SAME');
    bench.place(`${HOME}/u/t/s/other`, 'old');
    const summary = await bench.copy(`alien:${HOME}/t`, `alien:${HOME}/u/`, {sizeOnly: true});
    assert.deepEqual([summary.copied, summary.skipped, summary.failed], [2, 1, 0]);
    assert.equal(bench.contentOf(`${HOME}/u/t/s/other`), 'new content');
    assert.equal(bench.contentOf(`${HOME}/u/t/none`), '');
    assert.equal(bench.grid.entries.get(`${HOME}/u/t/empty`)?.type, 'd');
    assert.deepEqual(bench.orphans(), []);
    await bench.copy(`alien:${HOME}/t`, `alien:${HOME}/u/`, {force: true});
    assert.equal(bench.contentOf(`${HOME}/u/t/same`), 'same');
  });

  it('leaves nothing of content that is damaged', async () => {
    bench.place(`${HOME}/a`, 'content', 2);
    bench.place(`${HOME}/b`, 'old one');
    bench.storage.mangle = () => Buffer.from('CONTENT');
    const summary = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b`, {force: true});
    assert.equal(summary.failures[0]?.exitCode, 5);
    bench.storage.mangle = (content) => content;
    assert.equal(bench.contentOf(`${HOME}/b`), 'old one');
    assert.deepEqual(bench.lfns(), [`${HOME}/a`, `${HOME}/b`]);
    assert.deepEqual(bench.orphans(), []);
  });

  it('keeps the old content when no storage element takes the new', async () => {
    bench.place(`${HOME}/a`, 'content');
    bench.place(`${HOME}/b`, 'old');
    bench.storage.before = (step) => {
      if (step === 'relay') throw new ServerError('read-only', {exitCode: 30});
    };
    const {failed} = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b`);
    assert.deepEqual([failed, bench.contentOf(`${HOME}/b`)], [1, 'old']);
    assert.deepEqual(bench.orphans(), []);
  });

  it('says what no checksum could verify, and writes where it is told to', async () => {
    bench.place(`${HOME}/a`, 'content');
    Object.assign(bench.grid.entries.get(`${HOME}/a`) ?? {}, {md5: ''});
    const {notVerified} = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b@disk:3`);
    assert.equal(notVerified, 1);
    assert.equal(bench.grid.entries.get(`${HOME}/b`)?.replicas.length, 3);
  });

  describe('of large files', () => {
    const big = 'no less than fifty bytes, as the tests have asked for';
    const copyBig = () => bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b`, {directFrom: 50});
    const steps = () => bench.storage.calls.map(({step}) => step);

    it('has the storages copy among themselves, and compares the md5', async () => {
      bench.place(`${HOME}/a`, big);
      const {copied} = await copyBig();
      assert.deepEqual([copied, bench.contentOf(`${HOME}/b`), steps()], [1, big, ['direct', 'direct']]);
    });

    it('passes the bytes through where the storages cannot, and does not ask the same two again', async () => {
      bench.place(`${HOME}/a`, big);
      bench.storage.before = (step) => {
        if (step === 'direct') throw new ServerError('not supported', {exitCode: 95});
      };
      const {copied, failures, warnings} = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b@disk:1`, {
        directFrom: 50,
      });
      assert.deepEqual([copied, failures, warnings], [1, [], []]);
      assert.deepEqual(steps(), ['direct', 'remove', 'read', 'relay']);
      assert.equal(bench.contentOf(`${HOME}/b`), big);
      assert.deepEqual(bench.orphans(), []);
    });

    it('tries it otherwise when what arrived directly is damaged', async () => {
      bench.place(`${HOME}/a`, big);
      let calls = 0;
      bench.storage.mangle = (content) => (calls++ === 0 ? Buffer.from('wrong') : content);
      const {copied} = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b@disk:1`, {directFrom: 50});
      assert.deepEqual([copied, steps()], [1, ['direct', 'remove', 'read', 'relay']]);
      assert.equal(bench.contentOf(`${HOME}/b`), big);
    });
  });

  it('reads the next replica when one fails or is damaged', async () => {
    bench.place(`${HOME}/a`, 'content', 3);
    bench.storage.mangle = (content, url) => (url.includes('ONE') ? Buffer.from('CONTENT') : content);
    bench.storage.before = (step, url) => {
      if (step === 'read' && url.includes('TWO')) throw new ServerError('gone', {exitCode: 2});
    };
    const {copied, warnings} = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b`);
    assert.deepEqual([copied, warnings, bench.contentOf(`${HOME}/b`)], [1, [], 'content']);
    assert.deepEqual(bench.orphans(), []);
  });

  it('does not begin with a replica of another size than the catalogue says', async () => {
    bench.place(`${HOME}/a`, 'content', 2);
    bench.storage.mangle = (content, url) =>
      url.includes('ONE') ? Buffer.from('much longer than content') : content;
    const {copied} = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b@disk:1`);
    assert.deepEqual([copied, bench.contentOf(`${HOME}/b`)], [1, 'content']);
    assert.deepEqual(
      bench.storage.calls.map(({step}) => step),
      ['read', 'read', 'relay'],
    );
  });

  it('fails with the reasons of all replicas when none can be read, and asks for no other target', async () => {
    bench.place(`${HOME}/a`, 'content', 2);
    bench.storage.before = (step) => {
      if (step === 'read') throw new ServerError('gone', {exitCode: 2});
    };
    const {failures} = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b`);
    assert.match(failures[0]?.reason ?? '', /None of 2 replicas could be read.*ONE: gone; .*TWO: gone/);
    assert.equal(failures[0]?.exitCode, 2);
    assert.equal(bench.grid.count('access'), 2);
    assert.deepEqual(bench.orphans(), []);
  });

  it('does not copy a file to itself', async () => {
    bench.place(`${HOME}/a`, 'content');
    await assert.rejects(bench.copy(`alien:${HOME}/a`, `alien:${HOME}/a`), UserError);
    await assert.rejects(bench.copy(`alien:${HOME}/a`, `alien:${HOME}/`), /to itself/);
  });

  it('changes nothing on a dry run, and takes a list and a choice', async () => {
    bench.place(`${HOME}/t/a`, 'a');
    bench.place(`${HOME}/t/b`, 'b');
    const dry = await bench.copy(`alien:${HOME}/t/`, `alien:${HOME}/u/`, {dryRun: true});
    assert.deepEqual([dry.copied, bench.lfns().length], [2, 2]);
    await bench.copyList(`alien:${HOME}/t/ alien:${HOME}/u/\nalien:${HOME}/t/b file:b`, {
      selection: {name: 'begin_b'},
    });
    assert.deepEqual(bench.lfns().sort(), [`${HOME}/t/a`, `${HOME}/t/b`, `${HOME}/u/b`]);
    assert.deepEqual(await bench.localNames(), ['b']);
  });

  it('leaves nothing after an abort in the middle', async () => {
    bench.place(`${HOME}/a`, 'content');
    const controller = new AbortController();
    bench.storage.before = (step) => {
      if (step === 'relay') controller.abort();
    };
    const {aborted, copied} = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b`, {
      signal: controller.signal,
    });
    assert.deepEqual([aborted, copied, bench.lfns()], [true, 0, [`${HOME}/a`]]);
    assert.deepEqual(bench.orphans(), []);
  });
});
