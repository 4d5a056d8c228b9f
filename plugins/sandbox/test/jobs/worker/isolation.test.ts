import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {findIsolation} from '../../../src/jobs/worker/isolation.ts';
import {statusOf} from '../../../src/box/status.ts';
import {JobGrid} from '../../support/job-grid.ts';

const AS_ROOT = process.getuid?.() === 0;
const NOBODY = 65534;
const PROJECT = realpathSync(join(import.meta.dirname, '../../../../..'));
const ISOLATION = pathToFileURL(join(import.meta.dirname, '../../../src/jobs/worker/isolation.ts')).href;

/** The first names below /tmp on the way to each of these paths. */
function namesInTmp(...paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap((path) => /^\/tmp\/([^/]+)/.exec(path)?.[1] ?? []))];
}

describe('what a job can reach', () => {
  let box: JobGrid;
  before(async () => (box = await JobGrid.open()));
  after(() => box.close());

  it('is not the sandbox: no key, no catalogue, no folder of another job, no process', async () => {
    const {dir} = box.grid;
    const neighbour = await box.insert('echo private > "$TMPDIR/private"; sleep 1000');
    await box.grid.untilJob(neighbour, 'RUNNING');
    const secrets = [
      'authority/ca.key',
      'users/demo/userkey.pem',
      'catalogue/catalogue.sqlite',
      'storage/data/disk1',
      'kept/drafts',
      `jobs/${neighbour}/work`,
      `jobs/${neighbour}/token/key.pem`,
    ];
    const tries = secrets.map((name) => `ls ${dir}/${name} && cat ${dir}/${name} && echo OPEN ${name}`);
    const {id, state} = await box.run(
      `${tries.join('\n')}\nls ${dir}/jobs > names && grep -v $ALIEN_PROC_ID names | sed 's/^/OPEN /'
       kill -0 ${process.pid} && echo OPEN process
       touch ${dir}/x ${dir}/jobs/x ${dir}/certificates/x && echo OPEN write
       test -r "$JALIEN_TOKEN_KEY" && cat "$X509_CERT_DIR/ca.pem" > /dev/null && touch "$TMPDIR/x" && echo own things`,
      'OutputDir = "reach"; Output = {"stdout"};',
    );
    box.grid.jobs.move(neighbour, 'KILLED');
    assert.equal(state, 'DONE', box.trace(id));
    assert.equal(await box.read('reach/stdout'), 'own things\n');
  });

  it('is told by the status of a sandbox, which is null for one that does not run', () => {
    assert.equal(statusOf(join(box.grid.dir, 'none'), 'none').jobs, null);
  });
});

describe('ways to shut a job in', () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'alien-shut-'));
    chmodSync(root, 0o755);
    for (const name of ['authority', 'certificates', 'kept', 'jobs/7/work', 'jobs/8/work'])
      mkdirSync(join(root, name), {recursive: true});
    writeFileSync(join(root, 'authority/ca.key'), 'secret');
    writeFileSync(join(root, 'certificates/ca.pem'), 'for all');
    writeFileSync(join(root, 'sandbox.log'), 'secret');
    writeFileSync(join(root, 'jobs/8/work/x'), 'secret');
  });
  after(() => rmSync(root, {recursive: true}));

  it('gives every slot an account of its own, as root', () => {
    const isolation = findIsolation(root);
    if (!AS_ROOT) return assert.equal(isolation.account(0), undefined);
    assert.equal(isolation.kind, 'account');
    const [one, two] = [isolation.account(0), isolation.account(1)];
    assert.ok(one && two && one.uid !== two.uid && one.uid > 1000);
    assert.notEqual(findIsolation('/another').account(0)?.uid, one.uid, 'each sandbox has its own');
  });

  it('hides the sandbox in a user namespace, as an ordinary user', () => {
    // The same code, run as somebody who is not root.
    const program = `
      import {findIsolation} from ${JSON.stringify(ISOLATION)};
      import {spawnSync} from 'node:child_process';
      if (process.getuid() === 0) { process.setgroups([]); process.setgid(${NOBODY}); process.setuid(${NOBODY}); }
      const isolation = findIsolation(${JSON.stringify(root)});
      const folder = ${JSON.stringify(join(root, 'jobs/7'))};
      const script = 'id -u; cat ../../../authority/ca.key; cat ../../../sandbox.log; ls ..; ls ../..; ps -e | wc -l;'
        + 'ls "$HOME"; ls /tmp; ls -d ../../../certificates/ca.pem; echo x > /tmp/mine && cat /tmp/mine;'
        + 'ls -l /proc/self/fd | grep "> /" | grep -v -e /proc/ -e /dev/; "$NODE" -e "console.log(1 + 1)";'
        + 'unshare -Urm umount /tmp; ls /tmp; unshare -Urm umount ../../../authority; cat ../../../authority/ca.key; echo mine > out; exit 7';
      const [command, ...args] = [...isolation.prefix(0, folder, {processes: 50, memory: null, disk: null}), 'sh', '-c', script];
      const {status, stdout} = spawnSync(command, args, {cwd: folder + '/work', encoding: 'utf8'});
      console.log(JSON.stringify({kind: isolation.kind, status, stdout}));`;
    const home = mkdtempSync(join(tmpdir(), "alien's home-"));
    writeFileSync(join(home, 'diary'), 'secret');
    if (AS_ROOT) chownSync(home, NOBODY, NOBODY);
    if (AS_ROOT)
      for (const name of ['', 'authority', 'jobs', 'jobs/7', 'jobs/7/work'])
        chownSync(join(root, name), NOBODY, NOBODY);
    const flags = ['--input-type=module', '--disable-warning=ExperimentalWarning'];
    const {stdout, stderr} = spawnSync(process.execPath, [...flags, '-e', program], {
      encoding: 'utf8',
      cwd: '/',
      env: {...process.env, HOME: home, LC_ALL: 'C', NODE: process.execPath},
    });
    rmSync(home, {recursive: true});
    const seen = JSON.parse(stdout || 'null') as {kind: string; status: number; stdout: string} | null;
    assert.ok(seen, stderr);
    if (seen.kind === 'none') return assert.match(seen.stdout, /secret/); // namespaces are forbidden here
    assert.equal(seen.kind, 'namespace');
    assert.equal(seen.status, 7);
    const uid = AS_ROOT ? NOBODY : process.getuid?.();
    const [account, parent, sandbox, processes, ...others] = seen.stdout.trimEnd().split('\n');
    assert.deepEqual([account, parent, sandbox], [String(uid), 'work', '7'], 'its own account and folder');
    assert.ok(Number(processes) < 10, `its own processes: ${processes}`);
    const kept = namesInTmp(root, PROJECT, dirname(process.execPath)).sort();
    assert.deepEqual(
      others,
      [...kept, '../../../certificates/ca.pem', 'x', '2', ...[...kept, 'mine'].sort()],
      'no home, and a /tmp with nothing in it but the way to the sandbox and to the program',
    );
    assert.equal(statSync(join(root, 'jobs/7/work/out')).uid, uid);
  });
});
