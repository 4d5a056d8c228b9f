import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {Program} from '../stage/program.ts';
import {HOME, type Rig, useRig} from './rig.ts';

const GRID = [
  'data/5a/AOD/001/AO2D.root',
  'data/5a/AOD/002/AO2D.root',
  'data/5a/job.log',
  'data/log_archive.zip',
  'data/root_archive.zip',
];
const HERE = ['bkg1.root', 'bkg2.root', 'job.jdl', 'log', 'out/AO2D.root', 'testfile'];

/** What a line leaves: what is new here, what is new on the grid, below home; the exit code if not 0; what is said. */
interface Effect {
  readonly here?: readonly string[];
  readonly there?: readonly string[];
  readonly code?: number;
  readonly out?: RegExp;
}

/** `cp` as scripts call it; LFN stands for the grid home, DIR for the directory of the script. */
const LINES: readonly (readonly [line: string, effect: Effect])[] = [
  ['alien cp -f file:log LFN/run/log', {there: ['run/log']}],
  ['alien cp -f file:log alien:~/batch@DISK=1', {there: ['batch']}],
  ['alien cp file:log alien:spec@ALICE::SANDBOX::DISK2', {there: ['spec']}],
  ['alien cp -f file:./out run/', {there: ['run/out/AO2D.root']}],
  ['alien cp LFN/data/5a/job.log .', {here: ['job.log']}],
  [
    "alien cp LFN/data/5a/'*' file:./DIR5",
    {here: ['DIR5/AOD/001/AO2D.root', 'DIR5/AOD/002/AO2D.root', 'DIR5/job.log']},
  ],
  [
    "alien cp LFN/data/'*archive*' file:dir/4711",
    {here: ['dir/4711/log_archive.zip', 'dir/4711/root_archive.zip']},
  ],
  ['alien mkdir bkg; alien cp -f bkg* LFN/bkg', {there: ['bkg/bkg1.root', 'bkg/bkg2.root']}],
  ['alien mkdir bkgs; alien cp -f bkg* bkgs', {there: ['bkgs/bkg1.root', 'bkgs/bkg2.root']}],
  ['alien cp alien://LFN/data/5a/job.log file://DIR/harvest.log', {here: ['harvest.log']}],
  ['alien cp file:./log alien:~/looper', {there: ['looper']}],
  ["sh -c 'alien cp LFN/data/5a/job.log file://DIR/fetched' && test -s fetched", {here: ['fetched']}],
  [
    '> AO2D.root; alien cp -f LFN/data/5a/AOD/001/AO2D.root file:./AO2D.root && test -s AO2D.root',
    {here: ['AO2D.root']},
  ],
  ['if ! alien cp -f file:log LFN/new/dir/NAME; then exit 9; fi', {there: ['new/dir/NAME']}],
  ['if ! alien cp -f file:no-log LFN/new/dir/NAME2; then exit 9; fi', {code: 9}],
  ['alien cp -f LFN/data/5a/job.log local.log', {here: ['local.log']}],
  ['mkdir -p localdir; alien cp alien://LFN/data/5a/job.log localdir/', {here: ['localdir/job.log']}],
  ['alien cp LFN/data/5a/job.log file://relative/path', {here: ['relative/path']}],
  ["mkdir BKG; alien cp LFN/data/'*.zip' BKG/.", {here: ['BKG/log_archive.zip', 'BKG/root_archive.zip']}],
  ['x=LFN/data/5a/job.log; alien cp "alien://$x" name', {here: ['name']}],
  [
    'alien cp alien:data/5a file:5a -glob "*.root" -T 4 -retry 2',
    {here: ['5a/AOD/001/AO2D.root', '5a/AOD/002/AO2D.root']},
  ],
  ['timeout 180 alien cp file:log alien:jobs/ -retry 10', {there: ['jobs/log']}],
  [
    "alien cp -select '.*AO2D.root' -y 2 -T 32 LFN/data/5a file://OUT/",
    {here: ['OUT/5a/AOD/001/AO2D.root', 'OUT/5a/AOD/002/AO2D.root']},
  ],
  ['alien cp job.jdl alien://LFN/jdl/job.jdl@ALICE::SANDBOX::DISK1', {there: ['jdl/job.jdl']}],
  ['alien cp file://DIR/log alien://bin/x', {there: ['bin/x']}],
  ['alien cp -r -T 32 alien:data/5a/AOD file:AOD', {here: ['AOD/001/AO2D.root', 'AOD/002/AO2D.root']}],
  [
    'for i in 001 002; do alien cp alien:data/5a/AOD/$i/AO2D.root file:loop/$i.root; done',
    {here: ['loop/001.root', 'loop/002.root']},
  ],
  ['alien cp -t 3 alien:data/5a/job.log file:t3', {code: 2}],
  [
    'alien cp -cksum -parent 2 alien:data/5a/AOD/001/AO2D.root file:parents',
    {here: ['parents/AOD/001/AO2D.root']},
  ],
  [
    'alien cp file://testfile ./',
    {there: ['testfile'], out: /^jobID: 2\/2 >>> STATUS OK >>> SPEED \d+\.\d\d MiB\/s\n/m},
  ],
  ['alien cp file://testfile %ALIEN/test_home', {there: ['test_home']}],
  [
    'alien cp test_home file://test_home2',
    {here: ['test_home2'], out: /Successful jobs \(1st try\): 1\/1\n$/},
  ],
  [
    "printf '%s %s\\n' alien:data/5a/job.log file:pairs/a alien:data/5a/job.log file:pairs/b > list; alien cp -input list",
    {here: ['list', 'pairs/a', 'pairs/b']},
  ],
];

describe('cp as scripts have called it for years', () => {
  let rig: Rig;
  let alien: Program;
  useRig(async (opened) => {
    rig = opened;
    alien = new Program(rig.grid.env(), rig.dir);
    for (const name of [...GRID, ...HERE]) {
      const path = join(rig.dir, GRID.includes(name) ? 'fixture' : '', name);
      await mkdir(dirname(path), {recursive: true});
      await writeFile(path, `content of ${name}`);
    }
    assert.equal((await rig.cp('-q file:fixture/data alien:data')).code, 0);
  });

  /** All files of both sides, but those that the program keeps for itself. */
  const files = async (): Promise<string[]> => {
    const here = (await rig.here('.')).filter((name) => !name.startsWith('.'));
    return [...here, ...(await rig.there('.')).map((name) => `grid ${name}`)];
  };

  for (const [line, {here = [], there = [], code = 0, out}] of LINES)
    it(line, async () => {
      const before = new Set(await files());
      const typed = line.replaceAll('LFN', HOME).replaceAll('DIR/', `${rig.dir}/`);
      // Where the shell has a part in it, it is there.
      const [, words] = /^alien cp ([^;&*]*|[^;&]*'.*\*.*'[^;&]*)$/.exec(typed) ?? [];
      const ended = await (words === undefined ? alien.shell(typed) : rig.cp(words));
      assert.equal(ended.code, code, ended.stderr);
      if (out) assert.match(ended.stdout, out);
      const wanted = [...here, ...there.map((name) => `grid ${name}`)];
      assert.deepEqual((await files()).filter((name) => !before.has(name)).sort(), wanted.sort());
    });
});
