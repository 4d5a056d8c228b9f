import assert from 'node:assert/strict';
import {mkdir, utimes, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {makeZip} from '../../lib/storage/archive/make-zip.ts';
import {md5Of} from '../../lib/copy/support/fake-storage.ts';
import {HOME, type Rig, useRig} from './rig.ts';

/** The same tree on both sides, with sizes in bytes. */
const TREE: Readonly<Record<string, number>> = {
  'a.root': 10,
  'b.log': 2048,
  '.hidden.root': 30,
  'AO2D_1.root': 3000,
  's/c.root': 50,
  's/deep/d.xml': 60,
};
const ALL = Object.keys(TREE).sort();
const only = (...names: string[]) => names;
const without = (...names: string[]) => ALL.filter((name) => !names.includes(name));

/** `-m` and `--max-ctime` of a year in which there was no grid. */
const LONG_AGO = '2001-01-01';

/** Words, and which files come, in both directions. */
const CHOICES: readonly (readonly [words: string, names: readonly string[]])[] = [
  ['', ALL],
  ['-a', ALL],
  ['-glob *.root', without('b.log', 's/deep/d.xml')],
  ['-glob ?.root', only('a.root', 's/c.root')],
  ['-glob s/*', only('s/c.root', 's/deep/d.xml')],
  ['-select /(a|c)[.]root$', only('a.root', 's/c.root')],
  ['-name begin_AO2D', only('AO2D_1.root')],
  ['-name contain_d', only('.hidden.root', 's/deep/d.xml')],
  ['-name ends_1_ext_root', only('AO2D_1.root')],
  ['-name begin_AO_contain_2_ends_1_ext_root', only('AO2D_1.root')],
  ['-exclude deep', without('s/deep/d.xml')],
  ['-exclude deep -exclude log', without('s/deep/d.xml', 'b.log')],
  ['-exclude_re ^s/.*[.]root$', without('s/c.root')],
  ['-minsize 2K', only('AO2D_1.root', 'b.log')],
  ['-minsize 2049', only('AO2D_1.root')],
  ['-maxsize 10', only('a.root')],
  ['-minsize 50 -maxsize 60', only('s/c.root', 's/deep/d.xml')],
  ['-mindepth 1', only('s/c.root', 's/deep/d.xml')],
  ['-maxdepth 1', without('s/deep/d.xml')],
  ['-mindepth 1 -maxdepth 1', only('s/c.root')],
  [`-min-ctime ${LONG_AGO}`, ALL],
  ['-l 2', ALL.slice(0, 2)],
  ['-o 4', ALL.slice(4)],
  ['-o 1 -l 2', ALL.slice(1, 3)],
  ['-glob *.root -exclude s/ -o 1', only('AO2D_1.root', 'a.root')],
];

/** What leaves nothing: 2, and neither side is touched. */
const NOTHING = [
  '-glob *.none',
  '-select none$',
  '-name begin_none',
  '-exclude .',
  '-exclude_re .',
  '-minsize 1G',
  '-maxsize 1',
  '-mindepth 3',
  '-o 6',
  `-max-ctime ${LONG_AGO}`,
];

/** A switch that only the catalogue can answer: its words, and what comes down. */
const OF_THE_CATALOGUE: readonly (readonly [words: string, names: readonly string[]])[] = [
  ['-user kim', only('of-kim')],
  ['-group kim', only('of-kim')],
  ['-user demo -group demo', only('made-by-job', 'of-demo')],
  ['-j 4711', only('made-by-job')],
  ['-jobid 4711', only('made-by-job')],
  ['-queueid 4711', only('made-by-job')],
  ['-e of-', only('made-by-job')],
  ['-site SANDBOX', only('made-by-job', 'of-demo', 'of-kim')],
];

/** Words that cannot be meant: the code, and what is said. */
const WRONG: readonly (readonly [words: string, code: number, says: RegExp])[] = [
  ['-select (', 64, /--select \(: this is not a regular expression/],
  ['-exclude_re [', 64, /--exclude_re \[: this is not a regular expression/],
  ['-name AO2D', 22, /--name AO2D: this is not a choice of names[\s\S]*begin_X/],
  ['-name begin_', 22, /not a choice of names/],
  ['-minsize big', 22, /--minsize big: this is not a size[\s\S]*20K/],
  ['-maxsize -1', 22, /--maxsize/],
  ['-minsize 2K -maxsize 1K', 22, /--minsize is more than --maxsize/],
  ['-mindepth x', 22, /--mindepth: x is not an integer/],
  ['-maxdepth=-1', 22, /--maxdepth: -1 is not an integer greater than or equal to 0/],
  ['-mindepth 2 -maxdepth 1', 22, /--mindepth is more than --maxdepth/],
  ['-min-ctime yesterday', 22, /--min-ctime yesterday: this is not a time[\s\S]*2024-05-01/],
  ['-max-ctime 2024-13-01', 22, /this is not a time/],
  [`-min-ctime 2024-01-01 -max-ctime ${LONG_AGO}`, 22, /--min-ctime is more than --max-ctime/],
  ['-l 0', 22, /-l, --limit: 0 is not an integer greater than or equal to 1/],
  ['-l many', 22, /-l, --limit: many is not an integer/],
  ['-o many', 22, /-o, --offset: many is not an integer/],
  ['-globb *.root', 22, /There is no option -globb[\s\S]*Did you mean --glob\?/],
];

/** The same words with two dashes before long names. */
const withTwoDashes = (words: string) => words.replaceAll(/(?<=^| )-(?=[a-z][\w-])/g, '--');

describe('the switches of cp that choose files', () => {
  let rig: Rig;
  useRig(async (opened) => {
    rig = opened;
    for (const [name, size] of Object.entries(TREE)) {
      await mkdir(dirname(join(rig.dir, 't', name)), {recursive: true});
      await writeFile(join(rig.dir, 't', name), 'x'.repeat(size));
    }
    assert.equal((await rig.cp('-q file:t/ alien:t')).code, 0);
    await rig.grid.addUser('kim');
    for (const owner of ['demo', 'kim'])
      await rig.grid.storeFile({lfn: `${HOME}/mixed/of-${owner}`, owner, content: owner});
    await rig.grid.storeFile({lfn: `${HOME}/a.zip`, owner: 'demo', content: makeZip([MEMBER])});
    const lfn = `${HOME}/mixed/made-by-job`;
    const {name: member, content} = MEMBER;
    rig.grid.registerMember({
      archive: `${HOME}/a.zip`,
      member,
      lfn,
      size: content.length,
      md5: md5Of(content),
      jobid: 4711,
    });
  });

  for (const [index, [words, names]] of CHOICES.entries()) {
    it(`${words || 'no switch'}: ${names.length} of ${ALL.length} files, down and up`, async () => {
      const down = await rig.cp(`${words} alien:t/ file:down${index}`);
      assert.deepEqual([down.code, await rig.here(`down${index}`)], [0, names], down.stderr);
      const up = await rig.cp(`file:t/ alien:up${index} ${withTwoDashes(words)}`);
      assert.deepEqual([up.code, await rig.there(`up${index}`)], [0, names], up.stderr);
    });
  }

  for (const words of NOTHING)
    it(`${words}: nothing is meant, which is 2, down and up`, async () => {
      for (const operands of ['alien:t/ file:nothing', 'file:t/ alien:nothing']) {
        const {code, stderr} = await rig.cp(`${words} ${operands}`);
        assert.equal(code, 2, stderr);
        assert.match(stderr, /None of the 6 files found matches the selection|No file was found/);
      }
      assert.deepEqual([await rig.here('nothing'), await rig.there('nothing')], [[], []]);
    });

  it('-min-ctime and -max-ctime look at the time of a local file', async () => {
    await mkdir(join(rig.dir, 'times'));
    for (const year of ['2020', '2021', '2022']) {
      await writeFile(join(rig.dir, 'times', year), year);
      await utimes(join(rig.dir, 'times', year), new Date(`${year}-06-01Z`), new Date(`${year}-06-01Z`));
    }
    const seconds = Date.UTC(2021, 0) / 1000;
    for (const [words, names] of [
      [`-min-ctime ${seconds} -max-ctime ${seconds * 1000 + 31_536_000_000}`, ['2021']],
      ['--min-ctime "2021-06-01 00:00:00Z"', ['2021', '2022']],
      ['--max-ctime=2021-01-01', ['2020']],
    ] as const) {
      const to = `times${names.join('-')}`;
      assert.equal((await rig.cp(`${words} file:times/ alien:${to}`)).code, 0);
      assert.deepEqual(await rig.there(to), names);
    }
  });

  for (const [index, [words, names]] of OF_THE_CATALOGUE.entries())
    it(`${words}: ${names.join(', ')} down; for local files it is refused`, async () => {
      const {code, stderr} = await rig.cp(`${words} alien:mixed/ file:catalogue${index}`);
      assert.deepEqual([code, await rig.here(`catalogue${index}`)], [0, names], stderr);
      const up = await rig.cp(`${withTwoDashes(words)} file:t/ alien:catalogue${index}`);
      assert.equal(up.code, 22);
      assert.match(up.stderr, /only the catalogue knows: it does not work for local files/);
      assert.deepEqual(await rig.there(`catalogue${index}`), []);
    });

  it('-site: the files near that site come first, so -l takes those', async () => {
    for (const disk of ['DISK1', 'DISK2']) {
      const spec = `ALICE::SANDBOX::${disk}`;
      await rig.grid.storeFile({lfn: `${HOME}/sites/${disk}`, owner: 'demo', content: disk, spec});
    }
    for (const [site, nearest] of [
      ['SANDBOX', 'DISK1'],
      ['ANNEX', 'DISK2'],
    ] as const) {
      assert.equal((await rig.cp(`-site ${site} -l 1 alien:sites/ file:${site}`)).code, 0);
      assert.deepEqual(await rig.here(site), [nearest]);
    }
  });

  for (const [words, code, says] of WRONG)
    it(`${words}: ${code}, and nothing moves, down and up`, async () => {
      for (const operands of ['alien:t/ file:wrong', 'file:t/ alien:wrong']) {
        rig.grid.requests.length = 0;
        const ended = await rig.cp(`${words} ${operands}`);
        assert.equal(ended.code, code, ended.stderr);
        assert.match(ended.stderr, says);
        assert.deepEqual(rig.grid.requests, []);
      }
      assert.deepEqual([await rig.here('wrong'), await rig.there('wrong')], [[], []]);
    });
});

const MEMBER = {name: 'made-by-job', content: Buffer.from('of a job'), deflate: true};
