import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import Cp from '../../src/commands/_copy/cp.ts';
import Sync from '../../src/commands/_copy/sync.ts';
import type {CopyList, CopyOperands} from '../../src/lib/copy/model/request.ts';
import {Workbench} from './workbench.ts';

/** What a request says: a switch that is off and one that is missing are the same. */
function said(request: unknown): unknown {
  return JSON.parse(JSON.stringify(request));
}

describe('the verbs that copy', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));

  const copied = async (...words: string[]) => {
    const {code, stderr} = await bench.run(Cp, words);
    assert.equal(code, 0, stderr);
    return said(bench.copies.at(-1));
  };

  it('cp names sources and destination, and asks for nothing that was not asked for', async () => {
    assert.deepEqual(await copied('file:a', 'file:b', 'alien:c/'), {
      sources: ['file:a', 'file:b'],
      destination: 'alien:c/',
      jobs: 8,
      recover: true,
      retries: 2,
      rateThreshold: 0,
      parents: 0,
      skippedPrefix: 0,
      selection: {},
    });
    assert.deepEqual(bench.requests, []);
  });

  const OPTIONS = [
    ['-f', {force: true}],
    ['-T 32', {jobs: 32}],
    ['-T32', {jobs: 32}],
    ['-retry 0', {retries: 0}],
    ['--norecovery', {recover: false}],
    ['-timeout 5', {timeout: 5000}],
    ['--dry-run', {dryRun: true}],
    ['--strictspec --http', {strictSpecification: true, http: true}],
    ['-parent 2', {parents: 2}],
    ['-rmprefix 1', {skippedPrefix: 1}],
    ['-glob *.root', {selection: {glob: '*.root'}}],
  ] as const;
  for (const [line, expected] of OPTIONS) {
    it(`cp ${line}`, async () => {
      const request = await copied(...line.split(' '), 'file:a', 'alien:b');
      assert.deepEqual({...(request as object), ...expected}, request);
    });
  }

  it('cp tells the maker of storage what the flags say, and leaves the rest to settings', async () => {
    await copied('-S', '4', '-chunks', '2', '--limit-rate', '5M', 'file:a', 'alien:b');
    assert.deepEqual(said(bench.wishes), [{streams: 4, chunks: 2, 'limit-rate': 5 << 20}]);
  });

  it('cp takes a list from stdin, or from a file below the directory of the run', async () => {
    const pairs = [{line: 1, source: 'file:a', destination: 'alien:b'}];
    await bench.run(Cp, ['--input', '-'], {stdin: 'file:a alien:b\n'});
    assert.deepEqual({...bench.copies[0], pairs}, bench.copies[0]);
    const dir = await mkdtemp(join(tmpdir(), 'alien-cp-'));
    await writeFile(join(dir, 'list'), 'file:a alien:b\n');
    await bench.run(Cp, ['--input', 'list'], {cwd: dir});
    assert.deepEqual(bench.copies[1], bench.copies[0]);
    await rm(dir, {recursive: true});
  });

  it('cp puts private files in the place of a dash', async () => {
    const copies = bench.copies;
    const {code} = await bench.run(Cp, ['-', 'alien:b'], {stdin: 'from stdin'});
    const [{sources, destination}] = said(copies) as [CopyOperands];
    const [spooled = ''] = sources;
    assert.deepEqual([code, destination], [0, 'alien:b']);
    assert.match(spooled, /^file:\/.*\/stdin$/);
    assert.equal(existsSync(spooled.slice('file:'.length)), false);
    await bench.run(Cp, ['file:-', 'alien:b'], {stdin: 'x'});
    assert.deepEqual((said(copies) as CopyOperands[])[1]?.sources, ['file:-']);
  });

  it('cp and sync read ~ behind file: as the home of the run', async () => {
    const around = {env: {HOME: '/my'}, stdin: 'file:~/c alien:~/d'};
    await bench.run(Cp, ['file:~/a', 'file:~', 'file:~x', 'alien:~/b'], around);
    await bench.run(Cp, ['--input', '-'], around);
    await bench.run(Sync, ['alien:~/a', 'file://~/b'], around);
    const [{sources, destination}, {pairs}] = said(bench.copies) as [CopyOperands, CopyList];
    assert.deepEqual([sources, destination], [['file:/my/a', 'file:/my', 'file:~x'], 'alien:~/b']);
    assert.deepEqual(pairs, [{line: 1, source: 'file:/my/c', destination: 'alien:~/d'}]);
    assert.deepEqual([bench.syncs[0]?.source, bench.syncs[0]?.destination], ['alien:~/a', 'file:///my/b']);
  });

  it('cp refuses what makes no sense, before the engine is asked', async () => {
    for (const line of [
      '',
      'a',
      '--input l a',
      '-selct x a b',
      '-T 0 a b',
      '--dst d',
      '--limit-rate=fast a b',
    ])
      assert.equal((await bench.run(Cp, line.split(' ').filter(Boolean))).code, 22, line);
    assert.equal(bench.copies.length, 0);
  });

  it('sync asks for removals only where it is told to', async () => {
    assert.equal((await bench.run(Sync, ['file:a', 'alien:b'])).code, 0);
    await bench.run(Sync, ['--delete', '--delete-limit', '5%', '--checksum', 'file:a', 'alien:b']);
    const [plain, deleting] = bench.syncs;
    assert.deepEqual([plain?.source, plain?.destination, plain?.checksum], ['file:a', 'alien:b', undefined]);
    assert.equal(plain && 'remove' in plain, false);
    assert.deepEqual([said(deleting?.remove), deleting?.checksum], [{limit: '5%'}, true]);
    assert.equal((await bench.run(Sync, ['--delete-limit', '5', 'file:a', 'alien:b'])).code, 22);
  });
});
