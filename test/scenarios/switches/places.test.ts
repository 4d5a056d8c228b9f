import assert from 'node:assert/strict';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {HOME, type Rig, useRig} from './rig.ts';

/** The source on both sides: d/r/x and d/r/s/y. */
const R = (below: string) => [`${below}s/y`, `${below}x`];

/**
 * Sources, a destination, and the files that are new there, or the code of a refusal. Where it goes there is a
 * directory `dir` and a file `file`; {N} in the words stands for N more than the directories above `d`.
 */
const PLACES: readonly (readonly [
  sources: string,
  destination: string,
  files: readonly string[] | number,
])[] = [
  ['d/r/x', 'new', ['new']],
  ['d/r/x', 'new/', ['new/x']],
  ['d/r/x', 'new/deep/', ['new/deep/x']],
  ['d/r/x', 'dir', ['dir/x']],
  ['d/r/x', 'dir/', ['dir/x']],
  ['d/r/x', 'file', []],
  ['d/r/x', 'file/', 20],
  ['d/r/x', 'dir/.', ['dir/x']],
  ['d/r/x', 'dir/../new', ['new']],
  ['d/r/x/', 'new', 20],
  ['d/r/', 'new', R('new/')],
  ['d/r/', 'new/', R('new/')],
  ['d/r/', 'dir', R('dir/')],
  ['d/r/', 'dir/', R('dir/')],
  ['d/r/', 'file', 20],
  ['d/r/.', 'new', R('new/')],
  ['d/r/s/..', 'new', R('new/')],
  ['./d/./r//', 'new', R('new/')],
  ['d/r', 'new', R('new/')],
  ['d/r', 'new/', R('new/r/')],
  ['d/r', 'dir', R('dir/r/')],
  ['d/r', 'dir/', R('dir/r/')],
  ['d/r', 'file', 20],
  ['d/*', 'new', R('new/r/')],
  ['d/*', 'dir', R('dir/r/')],
  ['d/r/*', 'new/', R('new/')],
  ['d/none*', 'new', 2],
  ['d/none', 'new', 2],
  ['d/r/x d/r/s/y', 'new', 20],
  ['d/r/x d/r/s/y', 'file', 20],
  ['d/r/x d/r/s/y', 'new/', ['new/x', 'new/y']],
  ['d/r/x d/r/s/y', 'dir', ['dir/x', 'dir/y']],
  ['d/r/x d/r/x', 'dir', 17],
  ['d/r/ d/r/s/', 'new/', ['new/s/y', 'new/x', 'new/y']],
  ['-parent 1 d/r/x', 'new', ['new/r/x']],
  ['-parent 2 d/r/x', 'dir', ['dir/d/r/x']],
  ['-parent 1 d/r/', 'dir', R('dir/r/')],
  ['-parent 1 d/r', 'dir', R('dir/d/r/')],
  ['-parent 0 d/r', 'dir', R('dir/r/')],
  ['-rmprefix {1} d/r/x', 'new', ['new/r/x']],
  ['-rmprefix {0} d/r/x', 'dir', ['dir/d/r/x']],
  ['-rmprefix {9} d/r/x', 'new', ['new/x']],
  ['-rmprefix {1} d/r/', 'dir', R('dir/r/')],
  ['-rmprefix {2} d/r', 'dir', R('dir/')],
  ['-rmprefix {0} -parent 1 d/r/', 'dir', R('dir/d/r/')],
  ['-parent x d/r', 'new', 22],
  ['-rmprefix=-1 d/r', 'new', 22],
];

/** Names that one layer or another likes to take for something else, as operands. */
const ODD_NAMES = [
  'a blank',
  '  ends with blanks  ',
  `it's "quoted"`,
  'x@y',
  'x@y,z',
  'x,disk',
  '#hash',
  '-lead',
  '--two',
  '%ALIENx',
  '~tilde',
  'per%20cent',
  'back\\slash',
  'file:x',
  'Ωμέγα 文件 🚀',
  'n'.repeat(255),
  'é'.repeat(127),
];

describe('where cp puts things', () => {
  let rig: Rig;
  useRig(async (opened) => {
    rig = opened;
    await mkdir(join(rig.dir, 'd/r/s'), {recursive: true});
    await writeFile(join(rig.dir, 'd/r/x'), 'x of d');
    await writeFile(join(rig.dir, 'd/r/s/y'), 'y of d');
    assert.equal((await rig.cp('-q file:d alien:d')).code, 0);
  });

  /** A place with a directory and a file in it, on both sides. */
  async function prepare(name: string): Promise<void> {
    await mkdir(join(rig.dir, name, 'dir'), {recursive: true});
    await writeFile(join(rig.dir, name, 'file'), 'old');
    await writeFile(join(rig.dir, name, 'dir/old'), 'old');
    for (const file of ['file', 'dir/old'])
      await rig.grid.storeFile({lfn: `${HOME}/${name}/${file}`, owner: 'demo', content: 'old'});
  }

  for (const [index, [sources, destination, files]] of PLACES.entries())
    it(`${sources} -> ${destination}: ${typeof files === 'number' ? files : files.join(' ') || 'replaced'}`, async () => {
      const place = `place${index}`;
      await prepare(place);
      const kept = ['dir/old', 'file'];
      for (const [from, to, base] of [
        ['alien:', 'file:', rig.dir],
        ['file:', 'alien:', HOME],
      ] as const) {
        const above = (from === 'file:' ? rig.dir : HOME).split('/').length - 1;
        const words = sources
          .replace(/\{(\d)\}/, (_, more) => String(above + Number(more)))
          .replaceAll(/(?<=^| )(?=[d.])/g, from);
        const {code, stderr} = await rig.cp(`${words} ${to}${place}/${destination}`);
        const names = to === 'file:' ? await rig.here(place) : await rig.there(place);
        const wanted =
          typeof files === 'number'
            ? {code: files, names: kept}
            : {code: 0, names: [...kept, ...files].sort()};
        assert.deepEqual({code, names}, wanted, `${from} ${base}: ${stderr}`);
      }
      const replaced = destination === 'file' && typeof files !== 'number';
      const content = replaced ? 'x of d' : 'old';
      assert.equal(await readFile(join(rig.dir, place, 'file'), 'utf8'), content);
      assert.equal(String(await rig.grid.readFile(`${HOME}/${place}/file`)), content);
    });

  const PREFIXES: readonly (readonly [source: string, destination: string])[] = [
    ['alien:d/r/x', 'file:HERE/x'],
    ['alien://d/r/x', 'file://HERE/x'],
    ['alien://HOME/d/r/x', 'file://DIR/HERE/x'],
    ['alien:~/d/r/x', 'HERE/x'],
    ['alien:%ALIEN/d/r/x', './HERE/x'],
    ['~/d/r/x', 'file:~/HERE/x'],
    ['%ALIEN/d/r/x', 'file:HERE/./x'],
    ['HOME/d/r/x', 'HERE/x'],
    ['d/r/x', 'file:HERE/x'],
    ['only/there', 'HERE/x'],
    ['file:d/r/x', 'alien:HERE/x'],
    ['file://d/r/x', 'alien://HERE/x'],
    ['file://DIR/d/r/x', 'alien://HOME/HERE/x'],
    ['file:~/d/r/x', '~/HERE/x'],
    ['./d/r/x', '%ALIEN/HERE/x'],
    ['d/r/x', 'HOME/HERE/x'],
    ['DIR/d/r/x', 'alien:%ALIEN/HERE/x'],
    ['d/r/x', 'alien:~/HERE/x'],
    ['only-here', 'HERE/x'],
  ];
  for (const [index, [source, destination]] of PREFIXES.entries())
    it(`${source} -> ${destination}`, async () => {
      await writeFile(join(rig.dir, 'only-here'), 'x of d');
      await rig.cp(`-q file:d/r/x alien:only/there`);
      const place = `prefix${index}`;
      const words = [source, destination].map((word) =>
        word.replace('HOME', HOME).replace('DIR', rig.dir).replace('HERE', place),
      );
      const {code, stderr} = await rig.cp(words);
      assert.equal(code, 0, stderr);
      const down = index < 10;
      assert.deepEqual([await rig.here(place), await rig.there(place)], down ? [['x'], []] : [[], ['x']]);
      assert.equal(/^Read as: /.test(stderr), /^only/.test(source), stderr);
    });

  for (const [index, name] of ODD_NAMES.entries())
    it(`${JSON.stringify(name.slice(0, 20))}: as an operand, with and without a specification`, async () => {
      await mkdir(join(rig.dir, 'odd'), {recursive: true});
      await writeFile(join(rig.dir, 'odd', name), name);
      const to = `odd${index}`;
      const up = await rig.cp([`file:odd/${name}`, `alien:${to}/${name}@disk:1`]);
      assert.deepEqual([up.code, await rig.there(to)], [0, [name]], up.stderr);
      const down = await rig.cp([`alien:${to}/${name}`, `file:${to}/`]);
      assert.deepEqual([down.code, await rig.here(to)], [0, [name]], down.stderr);
      assert.equal(await readFile(join(rig.dir, to, name), 'utf8'), name);
    });

  it('a name that the service reads as another is refused with 22, on both sides', async () => {
    for (const name of ['...', '..x', 'd/..x', '.../x']) {
      for (const words of [`file:d/r/x alien:dots/${name}`, `alien:${name} file:dots/`]) {
        const {code, stderr} = await rig.cp(words);
        assert.equal(code, 22, words);
        assert.match(stderr, /begins with two dots/);
      }
    }
    assert.deepEqual([await rig.here('dots'), await rig.there('dots')], [[], []]);
  });

  it('a name that is too long for the disk is refused with 36', async () => {
    const {code, stderr} = await rig.cp(['alien:d/r/x', `file:${'n'.repeat(256)}`]);
    assert.equal(code, 36);
    assert.match(stderr, /too long/);
  });

  it('-dst: all names to a directory, less what they have in common, down and up', async () => {
    for (const [words, list] of [
      ['-dst file:dst alien:d/r/x alien:d/r/s/y', () => rig.here('dst')],
      ['--dst alien:dst file:d/r/x file:d/r/s/y', () => rig.there('dst')],
    ] as const) {
      assert.equal((await rig.cp(words)).code, 0);
      assert.deepEqual(await list(), ['s/y', 'x']);
    }
    assert.equal((await rig.cp('-dst file:dst')).code, 22);
  });

  it('-input: a list in both directions, with quotes and comments; wrong ones change nothing', async () => {
    await writeFile(
      join(rig.dir, 'list'),
      `# a list\nalien:d/r/x "file:lists/a b"\n\nfile:d/r/s/y alien:lists/y@disk:1 # there\nfile:none alien:lists/none\n`,
    );
    const {code, stderr} = await rig.cp('-input list');
    assert.equal(code, 2);
    assert.match(stderr, /none: there is no such file/);
    assert.deepEqual([await rig.here('lists'), await rig.there('lists')], [['a b'], ['y']]);
    await writeFile(join(rig.dir, 'bad'), 'alien:d/r/x file:bad-one/a\none-word\n');
    const bad = await rig.cp('--input bad');
    assert.equal(bad.code, 22);
    assert.match(bad.stderr, /line 2/i);
    assert.deepEqual(await rig.here('bad-one'), []);
    assert.equal((await rig.cp('-input list alien:d file:e')).code, 22);
    assert.equal((await rig.cp('-input no-such-list')).code, 2);
  });

  it('-dryrun: what differs at the destination stays, nothing is made or booked, down and up', async () => {
    await prepare('dry');
    const before = [await rig.here('dry'), await rig.there('dry')];
    rig.grid.requests.length = 0;
    for (const operands of [
      'alien:d/r/x file:dry/file',
      'file:d/r/x alien:dry/file',
      'file:d alien:dry/new/',
    ]) {
      const {code, stdout, stderr} = await rig.cp(`-dryrun ${operands}`);
      assert.equal(code, 0);
      assert.match(stdout, / -> /);
      assert.match(stderr, /Would copy/);
    }
    const asked = new Set(rig.grid.requests.map(({command}) => command));
    assert.deepEqual(
      [...asked].filter((command) => !/^(whoami|stat|find)$/.test(command)),
      [],
    );
    assert.deepEqual([await rig.here('dry'), await rig.there('dry')], before);
    assert.equal(await readFile(join(rig.dir, 'dry/file'), 'utf8'), 'old');
    assert.equal(String(await rig.grid.readFile(`${HOME}/dry/file`)), 'old');
  });
});
