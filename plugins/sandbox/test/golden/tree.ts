import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';

const CE = 'ALICE::SANDBOX::CE';
const JDL = `Executable = "$DIR/run.sh";
Arguments = "$1";
OutputDir = "$DIR/out";
`;

/** Puts what the cases of one command find into a directory of its own. */
export async function plant(grid: TestGrid, dir: string): Promise<void> {
  const store = (name: string, content: string, spec: string, owner = 'demo'): Promise<void> =>
    grid.storeFile({lfn: `${dir}/${name}`, owner, content, spec});
  const both = 'disk:2';
  await store('hello.txt', 'hello grid\n', both);
  await store('text.txt', 'first line\n\n\tthird line\n', both);
  await store('data/c1.txt', 'content 1\n', 'ALICE::SANDBOX::DISK1');
  await store('data/c2.txt', 'content 2\n', both);
  await store('archive.zip', 'no zip archive, but nobody looks\n', both);
  await store('private.txt', 'a secret\n', both);
  await store('private/secret.txt', 'another secret\n', both);
  await store('run.sh', '#!/bin/sh\n', both);
  await store('job.jdl', JDL.replaceAll('$DIR', dir), both);
  grid.registerMember({
    archive: `${dir}/archive.zip`,
    member: 'member.txt',
    lfn: `${dir}/member.txt`,
    size: 9,
    md5: 'd6adb0c9d6f9a2ca9b24f1b6e6c0fd3a',
  });
  const demo = await connect(grid, 'demo');
  await demo.must('mkdir', `${dir}/data/sub`, `${dir}/empty`);
  await demo.must('touch', `${dir}/touched.txt`);
  await demo.must('chmod', '600', `${dir}/private.txt`);
  await demo.must('chmod', '700', `${dir}/private`);
  demo.socket.close();
}

/** Puts jobs into an empty task queue: what the cases call `$JOB`, `$FAILED`, `$MASTER`. */
export function putJobs(grid: TestGrid): Record<string, string> {
  const jdl = 'Executable = "/bin/date";\n';
  const put = (owner: string, more: {split?: number; state?: 'DONE' | 'ERROR_V' | 'SPLIT'} = {}): number =>
    grid.jobs.insert({owner, name: 'date', jdl, ...more});
  const job = put('demo');
  const failed = put('demo');
  grid.jobs.move(failed, 'ERROR_V', {site: CE, node: 'localhost'});
  const master = put('demo', {state: 'SPLIT'});
  const done = [put('demo', {split: master}), put('demo', {split: master})];
  for (const id of done) grid.jobs.move(id, 'DONE', {site: CE, node: 'localhost'});
  put('demo', {split: master});
  put('kim');
  return {$JOB: String(job), $FAILED: String(failed), $MASTER: String(master)};
}
