import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {inc} from 'semver';
import {Program} from '../stage/program.ts';
import {openRegistry} from '../stage/registry.ts';
import {useFolder} from '../stage/scene.ts';

const {version} = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
  version: string;
};

describe('alien version --check', () => {
  let dir: string;
  useFolder('suite', (folder) => (dir = folder));
  const asking = (ALIEN_UPDATE_URL: string) => new Program({TMPDIR: dir, ALIEN_UPDATE_URL}, dir);

  it('says what the newest release is, and how to get it', async () => {
    const newest = inc(version, 'minor') ?? '';
    await using registry = await openRegistry(newest);
    assert.equal(
      await asking(registry.url).ok('version', '--check'),
      `alien ${newest} is out; this is ${version}.\n  > To update: git pull && npm run setup\n`,
    );
    assert.deepEqual(registry.asked, ['@alien-grid/cli']);
  });

  it('asks nothing unless told, and the registry that npm is configured for', async () => {
    await using registry = await openRegistry(version);
    writeFileSync(join(dir, '.npmrc'), `registry=${registry.url}\n`);
    await asking('').ok('version');
    assert.deepEqual(registry.asked, []);
    const facts = JSON.parse(await asking('').ok('version', '--check', '--json')) as object;
    assert.deepEqual(
      {...facts, node: '', platform: '', location: ''},
      {alien: version, node: '', platform: '', location: '', newest: version, form: 'checkout', update: null},
    );
  });

  it('says what hinders it, without a word of npm about itself', async () => {
    await using empty = await openRegistry(undefined);
    const closed = await openRegistry(version);
    await closed[Symbol.asyncDispose]();
    const ends = await Promise.all(
      [empty.url, closed.url, 'nowhere'].map((url) => asking(url).run('version', '--check')),
    );
    assert.deepEqual(
      ends.map(({code}) => code),
      [2, 107, 22],
    );
    const [unknown, unreachable, senseless] = ends.map(({stderr}) => stderr);
    assert.match(
      unknown ?? '',
      /^The package registry does not know @alien-grid\/cli\.\n {2}> .*update\.url/,
    );
    assert.match(
      unreachable ?? '',
      /^The newest release cannot be looked up: connect ECONNREFUSED .*\n {2}> Without a network/,
    );
    assert.match(senseless ?? '', /ALIEN_UPDATE_URL.*must be an address/);
  });
});
