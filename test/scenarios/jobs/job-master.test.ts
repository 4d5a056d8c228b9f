import assert from 'node:assert/strict';
import {once} from 'node:events';
import {watch} from 'node:fs';
import {chmod, mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const BAD = 'ALICE::SANDBOX::BADCE';

/** Fails in two ways, as long as it is one of the first sixty jobs. */
const SCRIPT = `#!/bin/sh
n=$1
echo "job $n"
if [ -n "$ALIEN_MASTERJOB_ID" ]; then
  case $n in
    *5) echo "Error in <fit>: no entries in histogram $n" >&2; exit 3;;
    *3) touch broken;;
  esac
fi
echo "content $n" > result.root
`;

const CHECK = `#!/bin/sh
[ ! -e broken ] || { echo "Fatal: result of $PWD is broken" >&2; exit 1; }
`;

const JDL = `# sixty of them
Executable = "run.sh";
ValidationCommand = "check.sh";
Arguments = "#alien_counter#";
Split = "production:1-60";
OutputDir = "out/#alien_counter_03i#";
OutputArchive = {"log_archive.zip:stdout,stderr@disk=1"};
Output = {"result.root@disk=1"};
OutputErrorE = {"log_archive.zip:stdout,stderr@disk=1"};
TTL = 600;
`;

/** What \`hadd\` would do, of files that are text. */
const HADD = '#!/bin/sh\nshift; out=$1; shift; cat "$@" > "$out"\n';

/** A group of failures as "jobs why --json" tells it. */
interface Group {
  readonly state: string;
  readonly exitCode?: number;
  readonly ids: readonly string[];
  readonly lines: readonly string[];
  readonly remedy: string;
}

describe('a master of sixty jobs with three kinds of failure, a site where nothing works, and a quota', () => {
  let grid: TestGrid;
  let alien: Program;
  let dir: string;
  let master: string;
  useScene({storage: true, jobs: 4}, async (scene) => {
    ({grid, alien, dir} = scene);
    await put('run.sh', SCRIPT);
    await put('check.sh', CHECK);
    await put('my.jdl', JDL);
    await put('bin/hadd', HADD);
    await grid.faults.set('no-find-cache');
    await grid.faults.set('bad-site');
    await grid.faults.set('job-ends EXPIRED', {count: 4});
  });

  async function put(name: string, content: string): Promise<void> {
    await mkdir(join(dir, 'bin'), {recursive: true});
    await writeFile(join(dir, name), content);
    await chmod(join(dir, name), 0o755);
  }

  /** What the service was asked meanwhile, by command. */
  async function asked<T>(work: () => Promise<T>): Promise<[T, Record<string, number>]> {
    const begin = grid.requests.length;
    const result = await work();
    const commands = Map.groupBy(grid.requests.slice(begin), ({command}) => command);
    return [result, Object.fromEntries([...commands].map(([command, list]) => [command, list.length]))];
  }

  it('is submitted from this machine, and watched to its end', async () => {
    const text = await alien.ok('submit', './my.jdl');
    master = /Your new job ID is (\d+)/.exec(text)?.[1] ?? '';
    const [{code, stdout}, requests] = await asked(() =>
      alien.run('jobs', 'watch', master, '--interval', '1s'),
    );
    assert.equal(code, 1, stdout);
    assert.match(stdout.trimEnd().split('\n').at(-1) ?? '', /20 done, 40 failed|done, \d+ failed/);
    assert.equal(requests['ps'], 2);
    assert.deepEqual(Object.keys(requests).sort(), ['masterjob', 'ps']);
  });

  it('is explained: the bad site, and three groups with the right numbers', async () => {
    const [text, requests] = await asked(() => alien.ok('jobs', 'why', '--register', '--json', master));
    const {groups, badSites} = JSON.parse(text) as {groups: Group[]; badSites: string[]};
    assert.deepEqual(badSites, [BAD]);
    const told = groups.map(
      ({state, exitCode, ids, remedy}) => `${ids.length} ${state} ${exitCode ?? '-'} ${remedy}`,
    );
    const here = grid.jobs.subjobs(Number(master)).filter(({site}) => site !== BAD);
    const expired = here.filter(({state}) => state === 'EXPIRED').length;
    const inState = (state: string): string[] =>
      here.filter((job) => job.state === state).map(({id}) => String(id));
    assert.deepEqual(
      told.sort(),
      [
        `${expired} EXPIRED - more time`,
        `${inState('ERROR_E').length} ERROR_E 3 resubmit`,
        `${inState('ERROR_V').length} ERROR_V 1 resubmit`,
        `30 ERROR_E 1 avoid site`,
      ].sort(),
    );
    assert.deepEqual(
      groups.find(({exitCode, remedy}) => exitCode === 3 && remedy === 'resubmit')?.ids,
      inState('ERROR_E'),
    );
    const broken = groups.find(({state}) => state === 'ERROR_V');
    assert.deepEqual(broken?.ids, inState('ERROR_V'));
    assert.match(broken?.lines.join('\n') ?? '', /stderr: Fatal: result of .* is broken/);
    const kept = inState('ERROR_E').length + inState('ERROR_V').length;
    assert.deepEqual([requests['ps'], requests['registerOutput'], requests['find']], [2, kept, 1]);
  });

  it('is mended within a quota, and waited for', async () => {
    grid.jobs.quotas.set('demo', 'maxUnfinishedJobs', 5);
    await grid.faults.clear('bad-site');
    const first = await alien.run('jobs', 'mend', '--patience', '0', '--avoid', BAD, master);
    assert.equal(first.code, 122, first.stderr);
    grid.jobs.quotas.set('demo', 'maxUnfinishedJobs', 1000);
    const {code, stderr} = await alien.run('jobs', 'mend', master);
    assert.equal(code, 0, stderr);
    assert.match(stderr, / submitted anew, 0 refused, 0 left alone\.$/m);
    const [waited, requests] = await asked(() => alien.run('jobs', 'wait', '--interval', '1s', master));
    assert.deepEqual([waited.code, waited.stdout], [0, `${master} run.sh: done\n`]);
    assert.equal(requests['ps'], 2);
    assert.equal(await alien.ok('jobs', 'why', master), 'None of 60 jobs has failed.\n');
  });

  it('is fetched after a kill -9 as if there had been none, and merged', async () => {
    const words = ['jobs', 'fetch', '-q', '--name', '{base}_{n:3}.{ext}', '--pattern', '*.root'];
    await mkdir(join(dir, 'killed'));
    const killed = alien.start(...words, '-T', '1', master, 'killed');
    const watcher = watch(join(dir, 'killed'));
    await once(watcher, 'change');
    watcher.close();
    killed.child.kill('SIGKILL');
    await killed.finished;
    const begun = (await readdir(join(dir, 'killed'))).length;
    assert.ok(begun < 60, `${begun} had been fetched when it was killed`);
    await alien.ok(...words, master, 'killed');
    const withHadd = new Program(
      {...grid.env(), TMPDIR: dir, PATH: `${join(dir, 'bin')}:${process.env['PATH']}`},
      dir,
    );
    const [, requests] = await asked(() => withHadd.ok(...words, '--merge', 'all.root', master, 'whole'));
    const [one, other] = await Promise.all(['killed', 'whole'].map((name) => contentsOf(join(dir, name))));
    const names = Array.from({length: 60}, (_, index) => `result_${String(index + 1).padStart(3, '0')}.root`);
    assert.deepEqual([...(one?.keys() ?? [])], names);
    const merged = other?.get('all.root');
    other?.delete('all.root');
    assert.deepEqual(one, other);
    assert.equal(merged, names.map((_, index) => `content ${index + 1}\n`).join(''));
    assert.deepEqual([requests['ps'], requests['find']], [3, 1]);
  });

  it('directories of a list are fetched beside one that is not there', async () => {
    const home = '/alice/cern.ch/user/d/demo/out';
    const {code, stderr} = await alien.run(
      'jobs',
      'fetch',
      '-q',
      '--dirs',
      `${home}/001,${home}/none,${home}/002`,
      'listed',
    );
    assert.equal(code, 1, stderr);
    assert.match(stderr, /out\/none: there are no files/);
    assert.deepEqual((await readdir(join(dir, 'listed'))).sort(), ['001', '002']);
    assert.deepEqual((await readdir(join(dir, 'listed/001'))).sort(), ['result.root', 'stderr', 'stdout']);
  });

  it('has logs, a report, and jobs that run here again', async () => {
    const subjobs = grid.jobs.subjobs(Number(master));
    const done = subjobs.findIndex(({state}) => state === 'DONE');
    const doneId = String(subjobs[done]?.id);
    assert.equal(await alien.ok('jobs', 'logs', '--name', 'stdout', doneId), `job ${done + 1}\n`);
    await alien.ok('jobs', 'report', master, 'report.html');
    assert.match(await readFile(join(dir, 'report.html'), 'utf8'), /run\.sh: 60 jobs/);
    const {code, stdout} = await alien.run('jobs', 'local', doneId, 'here');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^exit code 0; on the grid 0 \(DONE\)$/m);
    assert.match(stdout, /^same +result\.root$/m);
    const failed = subjobs.find(({exitCode}) => exitCode === 3);
    const again = await alien.run('jobs', 'local', String(failed?.id), 'failed');
    assert.equal(again.code, 3);
    assert.match(again.stdout, /^exit code 3; on the grid 3 \(ERROR_E\)$/m);
  });

  it('a lost answer to submit does not submit twice', async () => {
    await grid.faults.set('cut-after submit', {count: 1});
    const {code, stdout, stderr} = await alien.run('submit', './my.jdl');
    assert.equal(code, 0, stderr);
    const id = Number(/Your new job ID is (\d+)/.exec(stdout)?.[1]);
    const masters = grid.jobs.select({masters: [0]}).filter((job) => job.jdl.includes('Split'));
    assert.deepEqual(
      masters.map((job) => job.id),
      [Number(master), id],
    );
    await alien.ok('jobs', 'kill', '--yes', String(id));
    assert.equal((await alien.run('jobs', 'wait', String(id))).code, 4);
  });
});

/** Files of a directory and what is in them, by their names in order. */
async function contentsOf(directory: string): Promise<Map<string, string>> {
  const names = (await readdir(directory)).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')));
  return new Map(names.map((name, index) => [name, contents[index] ?? '']));
}
