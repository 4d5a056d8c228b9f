import assert from 'node:assert/strict';
import {existsSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const FULL = /^The output cannot be written: no space is left on the disk\.$/;

describe('where the output takes no more', () => {
  let alien: Program;
  let dir: string;
  useScene({storage: true}, (scene) => {
    ({alien, dir} = scene);
  });
  before(async () => {
    for (const name of ['one', 'two']) writeFileSync(join(dir, name), name.repeat(500_000));
    await alien.ok('cp', 'file:one', 'file:two', 'alien:from/');
  });

  /** Commands that write in different ways: ours, the service's, oclif's, bytes of a file. */
  const COMMANDS = [
    'version',
    '--help',
    'help cp',
    'cp --help',
    'config list',
    'config list --json',
    'pwd',
    'ls from',
    'ls --json from',
    'uptime',
    'cat from/one',
    'whereis from/one',
  ];
  for (const words of COMMANDS) {
    it(`${words}: one line and 28`, async () => {
      const {stderr, code} = await alien.shell(`alien ${words} >/dev/full`);
      assert.match(stderr.trim(), FULL);
      assert.equal(code, 28);
    });
  }

  it('a command that says nothing is a success all the same', async () => {
    const {stderr, code} = await alien.shell('alien mkdir quiet >/dev/full');
    assert.deepEqual([stderr, code], ['', 0]);
  });

  it('where stderr takes nothing either, the exit code says it', async () => {
    assert.equal((await alien.shell('alien version >/dev/full 2>/dev/full')).code, 28);
    const {stdout, code} = await alien.shell('alien ls nothing-there 2>/dev/full');
    assert.deepEqual([stdout, code], ['', 2]);
  });

  it('a reader that goes away is no failure worth words', async () => {
    const {stderr} = await alien.shell(
      'alien commandlist | head -c 1; alien help cp | true; alien ls from | true',
    );
    assert.equal(stderr, '');
  });

  for (const way of ['--json', '']) {
    it(`a copy ${way} ends in order: what is under way is aborted, and nothing is left`, async () => {
      const words = `cp ${way} --limit-rate 2M alien:from/ file:to${way}`;
      const {stderr, code} = await alien.shell(`alien ${words} >/dev/full`);
      assert.match(stderr, /^The output cannot be written: no space is left on the disk\.$/m);
      assert.doesNotMatch(stderr, /our fault/);
      assert.equal(code, 28);
      const left = existsSync(join(dir, `to${way}`)) ? readdirSync(join(dir, `to${way}`)) : [];
      assert.deepEqual(
        left.filter((name) => !['one', 'two'].includes(name)),
        [],
      );
    });
  }

  it('an upload ends in order too: storage elements keep nothing that is not registered', async () => {
    const {code} = await alien.shell(
      'alien cp --json --limit-rate 2M file:one file:two alien:up/ >/dev/full',
    );
    assert.equal(code, 28);
    assert.match(await alien.shell('alien doctor').then(({stdout}) => stdout), /no upload was interrupted/);
  });

  it('a copy whose talk cannot be written is done to its end, and does not end as a success', async () => {
    const {stdout, code} = await alien.shell('alien cp alien:from/ file:talk 2>/dev/full');
    assert.match(stdout, /2\/2/);
    assert.equal(code, 28);
    assert.deepEqual(readdirSync(join(dir, 'talk')).sort(), ['one', 'two']);
  });

  it('a copy whose report cannot be written is done to its end, and says so', async () => {
    const {stderr, code} = await alien.run('cp', '--report', '/dev/full', 'alien:from/', 'file:reported');
    assert.match(stderr, /\/dev\/full: no space is left on the disk/);
    assert.equal(code, 28);
    assert.deepEqual(readdirSync(join(dir, 'reported')).sort(), ['one', 'two']);
  });
});
