import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';
import type {Client, Result} from '../support/client.ts';
import {until} from '../support/until.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const TAPE = 'ALICE::SANDBOX::TAPE';

describe('the commands that look at storage elements', () => {
  let grid: TestGrid;
  let demo: Client;
  let admin: Client;
  before(async () => {
    grid = await startGrid({storage: true});
    [demo, admin] = await Promise.all([connect(grid), connect(grid, 'admin')]);
    await grid.storeFile({lfn: `${HOME}/f`, owner: 'demo', content: 'content', spec: 'disk:2,tape:1'});
  });
  after(() => grid.stop());

  const check = async (...words: string[]): Promise<Result[]> => demo.must('xrdstat', ...words);
  const statuses = async (...words: string[]): Promise<string> =>
    (await check(...words)).map(({status}) => status).join(' ');

  it('xrdstat asks each replica', async () => {
    const [first, second] = (await check('-v', 'f')) as [Result, Result];
    assert.match(
      String(first['message']),
      new RegExp(`^Checking the replicas of ${HOME}/f\\n\\tALICE::SANDBOX::DISK1\\troot://\\S+\\tOK\\n`),
    );
    assert.deepEqual([first['status'], first['seNumber']], ['ok', '1']);
    assert.match(String(first['statResponse']), /Size: +7\n/);
    assert.match(String(second['message']), /^\tALICE::SANDBOX::DISK2\t/);
    assert.equal(await statuses('-s', 'ALICE::SANDBOX::DISK2', 'f'), 'ok');
    assert.equal(await statuses('-4', String(first['pfn'])), 'ok', 'a url');
    assert.match(await demo.failure('xrdstat', '-s', 'NOWHERE', 'f'), /^6 .*doesn't exist: NOWHERE$/);
    assert.match(await demo.failure('xrdstat'), /^22 /);
  });

  it('xrdstat -d fetches them', async () => {
    const [first] = (await check('-d', '-i', '-s', 'ALICE::SANDBOX::DISK1', 'f')) as [Result];
    assert.deepEqual([first['status'], first['downloadSize']], ['ok', '7']);
    assert.match(String(first['dowloadedInMillis']), /^\d+$/);
  });

  it('xrdstat -p checks the input data of jobs', async () => {
    await demo.must('touch', 'bin/run');
    const jdl = `Executable="${HOME}/bin/run";InputData={"LF:${HOME}/f,nodownload"};`;
    const [job] = await demo.must('submit', jdl);
    assert.equal(await statuses('-p', String(job?.['jobId'])), 'ok ok ok');
    assert.match(await demo.failure('xrdstat', '-p', '1'), /^121 .*Cannot retrieve JDL of job ID 1$/);
  });

  it('xrdstat -O brings files back from tape, and -o tells where they are', async () => {
    const tape = (...words: string[]): Promise<string> => statuses(...words, '-s', TAPE, 'f');
    assert.equal(await statuses('-o', 'f'), 'online online offline');
    assert.equal(await tape('-O'), 'prepare_queued');
    await until(async () => (await tape('-o')) === 'online');
    assert.equal(await tape('-O'), 'online');
  });

  it('testSE finds that storage refuses what has no envelope', async () => {
    assert.match(await demo.failure('testSE', 'ALICE::SANDBOX::DISK1'), /^1 /);
    const [{message} = {}] = await admin.must('testSE', '-v', '-t', '@tape');
    assert.match(
      String(message),
      new RegExp(
        `^${TAPE}\\n  Open write test: cannot write \\(expected\\)\\n    .*permission denied.*\\n` +
          '  Open read test: read back failed \\(expected\\)\\n.*\\n' +
          '  Open delete test: delete failed \\(expected\\)\\n.*\\n' +
          '  Authenticated write test: could write \\(expected\\), took \\d+ ms\\n' +
          '  Authenticated read: file read back ok \\(expected\\).*\\n' +
          '  Authenticated delete: delete worked ok \\(expected\\).*\\n  Space information:\\n',
      ),
    );
    assert.equal(await admin.failure('testSE', 'NOWHERE'), '2 No such file or directory');
    const files = readdirSync(join(grid.dir, 'storage/data/tape'), {recursive: true, withFileTypes: true});
    assert.equal(files.filter((item) => item.isFile()).length, 1, 'it leaves nothing');
  });

  it('randomPFNs names files of a storage element', async () => {
    const [{message} = {}] = await demo.must('randomPFNs', '3', '5');
    assert.match(String(message), /^root:\/\/\S+\/\/tape\/\S+\t7 B$/);
    assert.equal(await demo.failure('randomPFNs', 'X', '1'), '6 No such device or address : Unknown SE X');
  });

  it('a dead server is told from a good one', async () => {
    process.kill(grid.storage?.[0]?.pid ?? 0, 'SIGKILL');
    const [first] = (await check('-v', '-c', 'f')) as [Result];
    assert.equal(first['status'], 'error');
    assert.match(String(first['errorMessage']), /onnect/);
    assert.match(String(first['failedCommand']), /^xrdfs 127\.0\.0\.1:\d+ stat .*authz=\.\.\./);
    assert.equal(await statuses('f'), 'error ok ok');
    const [{message} = {}] = await admin.must('testSE', '-c', '1');
    assert.match(
      String(message),
      /Authenticated write test: cannot write \(NOT OK\)\n {4}.*onnect.*\n {4}xrdcp /,
    );
  });
});
