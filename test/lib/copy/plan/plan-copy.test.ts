import assert from 'node:assert/strict';
import {mkdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {CopyRequest, CopySettings} from '../../../../src/lib/copy/model/request.ts';
import {type PlannedCopy, planCopy} from '../../../../src/lib/copy/plan/plan-copy.ts';
import {NetworkError, UserError} from '../../../../src/lib/errors/errors.ts';
import {temporaryName} from '../../../../src/lib/traces/temporary-name.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

describe('the plan of a copy', () => {
  let bench: Workbench;
  beforeEach(async () => (bench = await Workbench.open()));
  afterEach(() => bench.close());

  const request = (request: CopyRequest) =>
    planCopy(request, bench.grid, bench.dir, new AbortController().signal);
  const plan = (
    sources: string | string[],
    destination: string,
    more: CopySettings & {keepPaths?: boolean} = {},
  ) => request({sources: [sources].flat(), destination, ...more});
  const write = async (...names: string[]) => {
    for (const name of names) {
      await mkdir(join(bench.dir, name, '..'), {recursive: true});
      await writeFile(join(bench.dir, name), name);
    }
  };
  const here = (path: string) => path.replace(`${bench.dir}/`, '');
  const files = ({plan: {downloads, uploads}}: PlannedCopy) =>
    Object.fromEntries(
      [...downloads, ...uploads].map(({source, destination}) => [here(source), here(destination)]),
    );
  const problems = ({plan}: PlannedCopy) =>
    plan.problems.map(({item, error}) => [here(item.source), here(item.destination), error.exitCode]);

  describe('from the grid', () => {
    beforeEach(() => {
      for (const name of ['d/a', 'd/sub/b', 'f']) bench.place(`${HOME}/${name}`, name);
      bench.grid.makeDirectory(`${HOME}/d/empty`);
    });

    it('has a place for each file and each directory, and the files are numbered', async () => {
      const planned = await plan(`alien:${HOME}/d`, 'file:new');
      assert.deepEqual(files(planned), {[`${HOME}/d/a`]: 'new/a', [`${HOME}/d/sub/b`]: 'new/sub/b'});
      const base = join(bench.dir, 'new');
      assert.deepEqual(
        planned.plan.localDirectories,
        ['', '/sub', '/empty'].map((name) => ({path: base + name, base})),
      );
      assert.deepEqual(
        planned.plan.downloads.map(({id, isNamed}) => [id, isNamed]),
        [
          [1, false],
          [2, false],
        ],
      );
      assert.deepEqual([planned.direction, planned.notes, planned.found.length], ['download', [], 1]);
    });

    it('makes what is below the destination alone, and not what is above a file', async () => {
      const [item] = (await plan(`alien:${HOME}/f`, 'file:new')).plan.downloads;
      assert.deepEqual([item?.base, item?.isNamed], [bench.dir, true]);
      const [into] = (await plan(`alien:${HOME}/f`, 'file:deep/er/')).plan.downloads;
      assert.deepEqual(
        [into?.base, into?.destination],
        [join(bench.dir, 'deep/er'), join(bench.dir, 'deep/er/f')],
      );
    });

    it('makes no directory for its own sake where files are chosen', async () => {
      const planned = await plan(`alien:${HOME}/d`, 'file:new', {selection: {glob: 'a'}});
      assert.deepEqual([files(planned), planned.plan.leftOut], [{[`${HOME}/d/a`]: 'new/a'}, 1]);
      assert.deepEqual(planned.plan.localDirectories, []);
    });

    it('has as many sources as the destination can take', async () => {
      const both = [`alien:${HOME}/d`, `alien:${HOME}/f`];
      await write('file');
      await assert.rejects(plan(both, 'file:new'), {exitCode: 20, message: /2 sources/});
      await assert.rejects(plan(both, 'file:file'), {exitCode: 20});
      await assert.rejects(plan(`alien:${HOME}/f`, 'file:file/'), {exitCode: 20, message: /file is a file/});
      await assert.rejects(plan(`alien:${HOME}/d`, 'file:file'), {exitCode: 20});
      assert.equal(Object.keys(files(await plan(both, 'file:new/'))).length, 3);
      const kept = await plan(both, 'file:new', {keepPaths: true});
      assert.deepEqual(Object.values(files(kept)), ['new/d/a', 'new/d/sub/b', 'new/f']);
    });

    it('has no two files for one place, nor a file in the place of a directory', async () => {
      bench.place(`${HOME}/other/f`, 'x');
      await assert.rejects(plan([`alien:${HOME}/f`, `alien:${HOME}/other/f`], 'file:to/'), {exitCode: 17});
      bench.place(`${HOME}/other/d`, 'x');
      await assert.rejects(plan([`alien:${HOME}/d`, `alien:${HOME}/other/d`], 'file:to/'), {
        exitCode: 17,
        message: /has to be a directory/,
      });
    });

    it('leaves out the names of a replacement, says so, and takes their full name', async () => {
      const names = ['a', 'b', 'c'].map((name) => `${HOME}/d/${temporaryName(name, 'aside')}`);
      const note = async () => (await plan(`alien:${HOME}/d`, 'file:new')).notes.join();
      for (const [index, others] of ['', ' and 1 more', ' and 2 more'].entries()) {
        bench.place(names[index] as string, 'old');
        assert.match(await note(), new RegExp(`^\\S+\\.alien-old${others} is left out: `));
      }
      const whole = await plan(`alien:${names[0]}`, 'file:new');
      assert.deepEqual([Object.values(files(whole)), whole.notes], [['new'], []]);
    });

    it('needs sources that are there, and are what their names say', async () => {
      await assert.rejects(plan(`alien:${HOME}/none`, 'file:x'), {
        exitCode: 2,
        message: /^There is no \S+none on/,
      });
      await assert.rejects(plan(`alien:${HOME}/f/`, 'file:x'), {exitCode: 20, message: /f is a file, not a/});
      await assert.rejects(plan(`alien:${HOME}/none*`, 'file:x/'), {exitCode: 2});
      await assert.rejects(plan(`alien:${HOME}/d`, 'file:x', {filesOnly: true}), {exitCode: 21});
      await assert.rejects(plan(`alien:${HOME}/f*`, 'file:x', {filesOnly: true}), {exitCode: 2});
      assert.deepEqual(files(await plan(`alien:${HOME}/d/*`, 'file:x/')), {
        [`${HOME}/d/a`]: 'x/a',
        [`${HOME}/d/sub/b`]: 'x/sub/b',
      });
    });

    it('believes no answer that leaves a source out, and tells of a list that may be incomplete', async () => {
      const request = bench.grid.request.bind(bench.grid);
      bench.grid.request = async (command, words) => {
        const answer = await request(command, words);
        return command === 'stat' ? {...answer, results: []} : answer;
      };
      await assert.rejects(
        plan(`alien:${HOME}/f`, 'file:x'),
        /neither told|says nothing, not even that it is missing/,
      );
      bench.grid.request = async (command, words) => {
        const answer = await request(command, words);
        if (command !== 'find') return answer;
        return {...answer, results: [{lfn: `${HOME}/d/`, type: 'd'}, ...answer.results]};
      };
      const planned = await plan(`alien:${HOME}/d`, 'file:new');
      assert.equal(planned.plan.localDirectories.length, 3, 'the source itself is told, too');
    });

    it('needs a file, where some are chosen', async () => {
      const none = (source: string, selection: object) => plan(source, 'file:x/', {selection});
      await assert.rejects(none(`alien:${HOME}/d`, {glob: '*.root'}), {
        exitCode: 2,
        message: 'None of the 2 files found matches the selection: nothing is copied.',
      });
      await assert.rejects(none(`alien:${HOME}/none*`, {glob: '*.root'}), {
        exitCode: 2,
        message: 'No file was found: nothing is copied.',
      });
      const advised = async (select: string) => {
        let next: readonly string[] = [];
        await assert.rejects(none(`alien:${HOME}/d`, {select}), (error) => {
          if (error instanceof UserError) ({next} = error);
          return true;
        });
        return next.some((step) => step.startsWith('--select takes'));
      };
      assert.deepEqual([await advised('all_root'), await advised('x_root')], [true, false]);
      const empty = await plan(`alien:${HOME}/d/empty`, 'file:x');
      assert.equal(empty.plan.localDirectories.length, 1);
    });

    it('tells in a list which line cannot be planned, and goes on', async () => {
      const pairs = ['none', 'f', 'd/'].map((name, index) => ({
        line: index + 1,
        source: `alien:${HOME}/${name}`,
        destination: `file:to/${name}`,
      }));
      const planned = await request({pairs});
      assert.deepEqual(problems(planned), [[`${HOME}/none`, 'to/none', 2]]);
      assert.deepEqual(Object.values(files(planned)), ['to/f', 'to/d/a', 'to/d/sub/b']);
      bench.grid.fault = (command) =>
        command === 'find' ? {when: 'before', error: new NetworkError('lost')} : undefined;
      await assert.rejects(request({pairs}), /lost/);
    });

    it('does not begin with a destination that leads nowhere', async () => {
      await symlink('/nowhere/at/all', join(bench.dir, 'link'));
      await assert.rejects(plan(`alien:${HOME}/f`, 'file:link'), /link/);
      await write('file');
      await assert.rejects(plan(`alien:${HOME}/f`, 'file:file/x'), {exitCode: 20});
    });
  });

  describe('to the grid', () => {
    beforeEach(() => write('d/a', 'd/sub/b', 'f'));

    it('has a place for each file, and makes the deepest directories that are not there', async () => {
      await mkdir(join(bench.dir, 'd/empty'));
      const planned = await plan('file:d', `alien:${HOME}/new`);
      assert.deepEqual(files(planned), {'d/a': `${HOME}/new/a`, 'd/sub/b': `${HOME}/new/sub/b`});
      assert.deepEqual(planned.plan.gridDirectories, [`${HOME}/new/empty`, `${HOME}/new/sub`]);
      assert.equal(planned.direction, 'upload');
      bench.grid.makeDirectory(`${HOME}/new/sub`);
      const again = await plan('file:d/', `alien:${HOME}/new`);
      assert.deepEqual(again.plan.gridDirectories, [`${HOME}/new/empty`]);
    });

    it('knows what it would replace', async () => {
      bench.place(`${HOME}/f`, 'old');
      bench.place(`${HOME}/d/a`, 'old');
      const replaced = async (source: string, destination: string) =>
        (await plan(source, destination)).plan.uploads.map(({existing}) => existing?.lfn);
      assert.deepEqual(await replaced('file:f', `alien:${HOME}/f`), [`${HOME}/f`]);
      assert.deepEqual(await replaced('file:f', `alien:${HOME}`), [`${HOME}/f`]);
      assert.deepEqual(await replaced('file:d', `alien:${HOME}`), [`${HOME}/d/a`, undefined]);
      assert.deepEqual(await replaced('file:f', `alien:${HOME}/new`), [undefined]);
    });

    it('fails for what a file is in the way of, and for that alone', async () => {
      bench.place(`${HOME}/new/sub`, 'a file');
      await mkdir(join(bench.dir, 'd/sub/empty'));
      const planned = await plan('file:d/', `alien:${HOME}/new`);
      assert.deepEqual(files(planned), {'d/a': `${HOME}/new/a`});
      assert.deepEqual(problems(planned), [['d/sub/b', `${HOME}/new/sub/b`, 20]]);
      assert.deepEqual(planned.plan.gridDirectories, []);
      bench.place(`${HOME}/e/none`, 'a file');
      await mkdir(join(bench.dir, 'e/none/deeper'), {recursive: true});
      const empty = await plan('file:e/', `alien:${HOME}/e`);
      assert.deepEqual(problems(empty), [['e/none', `${HOME}/e/none`, 20]]);
    });

    it('copies no file of the grid to itself', async () => {
      bench.place(`${HOME}/f`, 'x');
      await assert.rejects(plan(`alien:${HOME}/f`, `alien:${HOME}/f`), {exitCode: 22, message: /to itself/});
      assert.equal((await plan(`alien:${HOME}/f`, `alien:${HOME}/g`)).direction, 'grid');
    });

    it('needs sources that are there, and can be copied', async () => {
      for (const [source, exitCode] of [
        ['none', 2],
        ['f/', 20],
        ['none*', 2],
        ['f/x', 20],
      ] as const)
        await assert.rejects(plan(`file:${source}`, `alien:${HOME}/x`), {exitCode}, source);
      await assert.rejects(plan('file:/dev/null', `alien:${HOME}/x`), {
        exitCode: 22,
        message: /neither a file/,
      });
      await assert.rejects(plan('file:d', `alien:${HOME}/x`, {filesOnly: true}), {exitCode: 21});
      await assert.rejects(plan('file:f*', `alien:${HOME}/x/`, {filesOnly: true}), {exitCode: 2});
      assert.deepEqual(files(await plan('file:*', `alien:${HOME}/x/`)), {
        'd/a': `${HOME}/x/d/a`,
        'd/sub/b': `${HOME}/x/d/sub/b`,
        f: `${HOME}/x/f`,
      });
      const site = plan('file:d', `alien:${HOME}/x`, {selection: {site: 'CERN'}});
      await assert.rejects(site, {exitCode: 22});
    });

    it('tells of a name without prefix how it was read', async () => {
      assert.match((await plan('f', 'new')).notes.join(), /^Read as: file:f -> alien:new$/);
      assert.match((await plan('f*', 'new/')).notes.join(), /file:f\*/);
      await symlink('/nowhere/at/all', join(bench.dir, 'dangling'));
      await assert.rejects(plan('dangling', 'new'), /dangling/);
    });

    it('goes both ways in a list', async () => {
      bench.place(`${HOME}/x`, 'x');
      const planned = await request({
        pairs: [
          {line: 1, source: 'file:f', destination: `alien:${HOME}/f`},
          {line: 2, source: `alien:${HOME}/x`, destination: 'file:x'},
        ],
      });
      assert.equal(planned.direction, 'mixed');
      assert.deepEqual(files(planned), {[`${HOME}/x`]: 'x', f: `${HOME}/f`});
    });

    it('keeps directories above the sources as it is told', async () => {
      assert.deepEqual(files(await plan('file:d/sub/b', `alien:${HOME}/x`, {parents: 1})), {
        'd/sub/b': `${HOME}/x/sub/b`,
      });
      const depth = join(bench.dir, 'd').split('/').length - 1;
      assert.deepEqual(files(await plan('file:d/sub/b', `alien:${HOME}/x`, {skippedPrefix: depth})), {
        'd/sub/b': `${HOME}/x/sub/b`,
      });
    });
  });
});
