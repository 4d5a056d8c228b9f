import type {TestGrid} from '../../src/testing.ts';
import {connect, register} from './client.ts';
import type {Client} from './client.ts';
import {JOB_NAMES, putFirstJob, putSubjobs} from './job-fixture.ts';

const HOME = '/alice/cern.ch/user/r/ruser';
const JDL = `Executable = "${HOME}/bin/test.sh";
Arguments = "$1";
JDLVariables = {"Packages"};
Output = {"stdout@disk=1","stderr@disk=1"};
OutputDir = "${HOME}/out/$1";
TTL = 3600;
CPUCores = "1";
`;
/** Of bytes that nobody has. */
const F1_MD5 = '7c4828f09e1ce1d5e503152ade3f50f4';
const BOTH = 'ALICE::SANDBOX::DISK1,ALICE::SANDBOX::DISK2';
const FIRST = 'ALICE::SANDBOX::DISK1';
const SECOND = 'ALICE::SANDBOX::DISK2';
/** GUIDs that the recorded requests name. */
const ARCHIVE_GUID = '11ca5b43-e606-11f1-87cc-02fc00000001';
const MEMBER_MD5: Readonly<Record<string, string>> = {
  stdout: '7b9ccfa89ef9f4fb435d746a39c839c3',
  stderr: '896010ef5ad62b4ebab135b01678ca07',
  'hist.root': 'c7f4572814eae3a84f237ee15e5d8d68',
};
const HELLO_GUID = '00c78ab3-e604-11f1-87cc-02fc00000001';

/** Builds the tree that was there when the recordings began. */
export async function buildFixture(grid: TestGrid, substitutes: Map<string, string>): Promise<void> {
  await grid.addUser('auser', {roles: ['prod'], fullname: 'Alice User'});
  await grid.addUser('buser', {fullname: 'Bob User'});
  await grid.addUser('prod');
  await grid.addUser('jalien', {admin: true, roles: ['prod']});
  const [ruser, suser] = await Promise.all([connect(grid, 'ruser'), connect(grid, 'suser')]);
  substitutes.set('ALICE::JTESTSITE::FIRSTSE', 'ALICE::SANDBOX::DISK1');
  substitutes.set('ALICE::JTESTSITE::SECONDSE', 'ALICE::SANDBOX::DISK2');
  substitutes.set('ALICE::JTESTSITE::THIRDSE', 'ALICE::SANDBOX::TAPE');
  substitutes.set('FirstSE', 'DISK1');
  substitutes.set('JTestSite', 'SANDBOX');
  for (const [recorded, ours] of Object.entries(JOB_NAMES)) substitutes.set(recorded, ours);
  putFirstJob(grid);
  const folders = ['rec/data/run1', 'rec/data/run2', 'rec/empty', 'rec/sub/deep/er', 'bin', 'out'];
  await ruser.must('mkdir', '-p', ...folders);
  await ruser.must('touch', 'rec/a.txt', 'rec/b.txt', 'rec/.hidden', 'rec/data/run1/x.root');
  await ruser.must('touch', 'rec/data/run2/x.root', 'rec/data/run2/y.log', 'bin/test.sh');
  await store(grid, 'test.jdl', JDL, FIRST);
  await store(grid, 'rec/hello.txt', 'hello grid world\n', BOTH);
  const [hello] = await ruser.must('lfn2guid', 'rec/hello.txt');
  substitutes.set(HELLO_GUID, hello?.['guid'] as string);
  await register(ruser, `${HOME}/rec/f1.bin`, 300000, F1_MD5, SECOND);
  await store(grid, 'rec/data/run1/c1.txt', 'content 1\n', FIRST);
  await store(grid, 'rec/data/run1/c2.txt', 'content 2\n', FIRST);
  await store(grid, 'rec/data/run2/c3.txt', 'content 3\n', BOTH);
  await suser.must('mkdir', 'priv');
  await suser.must('touch', 'priv/secret.txt');
  await suser.must('chmod', '600', 'priv/secret.txt');
  await suser.must('chmod', '700', 'priv');
}

/** Adds what was put there by hand before a later run. */
export async function prepareRun(
  run: number,
  grid: TestGrid,
  ruser: Client,
  substitutes: Map<string, string>,
): Promise<void> {
  if (run === 2) {
    await ruser.must('mkdir', '-p', 'clean/d1', 'big');
    await store(grid, 'clean/c1.txt', 'content 1\n', BOTH);
    await store(grid, 'clean/d1/c2.txt', 'content 2\n', FIRST);
    await register(ruser, `${HOME}/clean/d1/f1.bin`, 300000, F1_MD5, BOTH);
  }
  if (run === 3) putSubjobs(grid, 1888757068, false);
  if (run === 5) {
    await ruser.must('mkdir', 'arch');
    const archive = `${HOME}/arch/root_archive.zip`;
    await store(grid, 'arch/root_archive.zip', '-'.repeat(5322), BOTH);
    const [stored] = await ruser.must('lfn2guid', archive);
    substitutes.set(ARCHIVE_GUID, stored?.['guid'] as string);
    const members = {stdout: 15, stderr: 15, 'hist.root': 5000};
    for (const [member, size] of Object.entries(members)) {
      const md5 = MEMBER_MD5[member] ?? '';
      grid.registerMember({archive, member, lfn: `${HOME}/arch/${member}`, size, md5});
    }
  }
}

function store(grid: TestGrid, name: string, content: string, spec: string): Promise<void> {
  return grid.storeFile({lfn: `${HOME}/${name}`, owner: 'ruser', content, spec});
}
