import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('the verbs that the old client does itself', () => {
  let grid: TestGrid;
  let dir: string;
  let alien: Program;
  useScene({storage: true}, async (scene) => {
    ({grid, dir, alien} = scene);
    for (const name of ['a', 'b'])
      await grid.storeFile({lfn: `${HOME}/${name}`, owner: 'demo', content: name});
  });

  it('find the storage of a file, and ask it', async () => {
    const [pfn = ''] = (await alien.ok('pfn', 'a')).split('\n');
    assert.match(pfn, /^root:\/\//);
    const gone = pfn.slice(0, -2);
    const {code, stdout, stderr} = await alien.run('pfn-status', '-verbose', 'a', gone);
    assert.match(stdout, /^root:\S+ {2}1 {2}R. {2}20\S+Z {2}online\nroot:/);
    assert.deepEqual([code, stderr.startsWith(`${gone}: `)], [5, true], stderr);
    assert.match(
      await alien.ok('xrd_ping', '-c', '2', 'DISK1'),
      /^ALICE::SANDBOX::DISK1: rtt min\/avg\/max\/mdev \(ms\) = [\d.]+\//,
    );
    const host = (await alien.ok('getSE', '-srv', 'DISK1')).trim();
    assert.match(await alien.ok('xrd_config', host), new RegExp(`^${host}: .*version=`));
    assert.equal((await alien.run('xrd_ping', 'NOWHERE')).code, 1);
    assert.equal((await alien.run('xrd_config')).code, 22);
    const told = JSON.parse(await alien.ok('xrd_stats', 'DISK1')) as Record<
      string,
      {statistics: {stats: object[]}}
    >;
    const [[name, {statistics}] = ['', {statistics: {stats: []}}]] = Object.entries(told);
    assert.deepEqual([name, statistics.stats.length > 3], ['ALICE::SANDBOX::DISK1', true]);
    assert.match(await alien.ok('xrd_stats', '-xmlraw', host), /^<statistics .*<\/statistics>\n$/s);
    assert.match(await alien.ok('xrd_stats', '-xml', host), /^<statistics .*\n {2}<stats/);
    assert.equal((await alien.ok('xrd_stats', '-compact', host)).trim().split('\n').length, 1);
    assert.equal((await alien.run('xrd_stats')).code, 22);
    assert.match(await alien.ok('lfn2uri', 'a'), /^'root:\/\/\S+authz=\S.*'\n/);
    assert.match(
      await alien.ok('lfn2uri', 'new@disk:1', 'file:' + fileOf('x'), 'write'),
      /^'root:\/\/\S+authz=.*'\n$/,
    );
    assert.equal((await alien.run('lfn2uri', 'new', 'write')).code, 22);
  });

  it('make collections, here and there', async () => {
    const text = await alien.ok('toXml', 'a', 'b');
    assert.equal(text.match(/<event /g)?.length, 2);
    const list = fileOf('list', 'a\nb\n');
    await alien.ok('toXml', '-x', 'file:all.xml', '-l', `file:${list}`);
    assert.equal(events(readFileSync(join(dir, 'all.xml'), 'utf8')), 2);
    await alien.ok('toXml', '-x', 'there.xml', 'a');
    assert.equal(events(await alien.ok('cat', 'there.xml')), 1);
    const here = await alien.ok('toXml', '-local', fileOf('<x> & "y"', 'z'));
    assert.match(
      here,
      /<file name="&lt;x&gt; &amp; &quot;y&quot;" lfn="\S.*" md5="fbade9e36a3f36d3d676c1b808451dd7" size="1" turl="file:/,
    );
    for (const words of [[], ['-a', 'a'], ['-a', '-x', 'file:z', 'a'], ['-local']])
      assert.equal((await alien.run('toXml', ...words)).code, 22, words.join(' '));
    assert.equal((await alien.run('toXml', '-local', 'none')).code, 2);
  });

  it('tell the home, the quota and the time', async () => {
    assert.equal(await alien.ok('home'), `${HOME}/\n`);
    assert.match(await alien.ok('quota'), /\nStorage size :.*%\n/);
    assert.match(await alien.ok('ping', '1'), /rtt min\/avg\/max\/mdev/);
    const {code, stdout, stderr} = await alien.run('time', 'ls', '-l', 'a');
    assert.deepEqual(
      [code, /^-rw.* a\n$/.test(stdout), /^>>>ProcessInput time: [\d.]+ ms\n$/.test(stderr)],
      [0, true, true],
      stdout + stderr,
    );
    assert.equal((await alien.run('time', 'stat', 'nowhere')).code, 2);
    assert.equal((await alien.run('time')).code, 22);
    assert.match(await alien.ok('time', 'config', 'path'), /config\.json/);
  });

  it('have help without a grid', async () => {
    for (const verb of ['getSE', 'quota', 'ps', 'xrdstat', 'toXml'])
      assert.match(await alien.ok(verb, '-h'), /USAGE/);
    const [, topics = ''] = (await alien.ok('help')).split('TOPICS');
    assert.doesNotMatch(topics.split('\n\n')[0] ?? '', /^ +user /m);
  });

  function fileOf(name: string, content = name): string {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  }

  const events = (text: string): number => text.match(/<event /g)?.length ?? 0;
});
