import assert from 'node:assert/strict';
import {startGrid} from '../../../src/testing.ts';
import type {TestGrid} from '../../../src/testing.ts';
import {connect} from '../../support/client.ts';
import type {Client} from '../../support/client.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('submit', () => {
  let grid: TestGrid;
  let demo: Client;
  before(async () => {
    grid = await startGrid({users: ['demo', 'kim']});
    demo = await connect(grid);
    const admin = await connect(grid, 'admin');
    await admin.must('mkdir', '-p', '/alice/bin');
    await admin.must('touch', '/alice/bin/everyone.sh');
    await demo.must('mkdir', 'bin', 'jdl', 'data');
    await demo.must('touch', 'bin/run.sh', 'jdl/near.sh', 'data/a.root', 'data/files.xml');
  });
  after(() => grid.stop());

  const store = (name: string, content: string, owner = 'demo'): Promise<void> =>
    grid.storeFile({lfn: `${HOME}/jdl/${name}`, owner, content, spec: 'disk:1'});
  const submitted = async (...words: string[]): Promise<number> => {
    const [result] = await demo.must('submit', ...words);
    return Number(result?.['jobId']);
  };
  const describedAs = async (jdl: string): Promise<string[]> =>
    grid.jobs.get(await submitted(jdl))?.jdl.split('\n') ?? [];
  const refusal = async (jdl: string): Promise<string> => {
    const {metadata, results} = await demo.ask('submit', jdl);
    assert.deepEqual(results, [{message: 'Submitting the content that you passed to the command'}]);
    assert.equal(metadata.exitcode, '121');
    return metadata.error.replace('Remote I/O error : Task queue rejected your job due to:\n  ', '');
  };

  it('takes a description from the catalogue, with its arguments', async () => {
    await store('job.jdl', '# a comment\nExecutable = "near.sh";\nArguments = "$2 $1";\n');
    const [result] = await demo.must('submit', 'jdl/job.jdl', 'x', 'y');
    const id = Number(result?.['jobId']);
    assert.deepEqual(result, {
      message: `Submitting ${HOME}/jdl/job.jdl\nYour new job ID is ${id}`,
      jobId: String(id),
    });
    const {owner, state, split, name, jdl} = grid.jobs.get(id) ?? assert.fail();
    assert.deepEqual([owner, state, split, name], ['demo', 'INSERTING', 0, 'near.sh']);
    assert.deepEqual(jdl.split('\n').slice(0, 5), [
      'User = "demo";',
      `Executable = "${HOME}/jdl/near.sh";`,
      'Arguments = "y x";',
      `JDLPath = "${HOME}/jdl/job.jdl";`,
      'JDLArguments = "x y";',
    ]);
    assert.deepEqual(
      grid.jobs.traceOf(id).map(({tag, text}) => `${tag}: ${text}`),
      ['trace: Job inserted, the request came from 127.0.0.1', 'state: Job state transition to INSERTING'],
    );
  });

  it('completes a description', async () => {
    const short = await describedAs('Executable="run.sh"; TTL=-1; JDLVariables={"Missing","Mine"}; Mine="1"');
    assert.deepEqual(short, [
      'User = "demo";',
      `Executable = "${HOME}/bin/run.sh";`,
      'Requirements = ( other.TTL > 21600 ) && ( other.Price <= 1 );',
      'TTL = 21600;',
      'Price = 1.0;',
      'MemorySize = "8GB";',
      'JDLVariables = {',
      '"Mine",',
      '"CPUCores"',
      '};',
      'CPUCores = "1";',
      'Type = "Job";',
      'Mine = "1";',
      '',
    ]);
    const rich = await describedAs(
      'Executable="/alice/bin/everyone.sh"; TTL=60; Price=2.5; CPUCores="4"; Requirements=other.CE=="X";' +
        'Packages={"VO_ALICE@AliEn-Runtime::v2-19-le-1"}',
    );
    assert.deepEqual(
      rich.filter((line) => /^(Req|Orig|Price|Mem|Pack)/.test(line)),
      [
        'Packages = {',
        'Requirements = ( other.CE=="X" ) && ( member(other.Packages,"VO_ALICE@AliEn-Runtime::v2-19-le-1") )' +
          ' && ( other.TTL > 60 ) && ( other.Price <= 2 );',
        'OrigRequirements = other.CE=="X";',
        'Price = 2.5;',
        'MemorySize = "32GB";',
      ],
    );
  });

  it('finds executables in the standard folders', async () => {
    for (const name of ['everyone.sh', 'run.sh', '/alice/bin/everyone.sh'])
      await submitted(`Executable="${name}"`);
    assert.match(
      await refusal('Executable="near.sh"'),
      /\(near\.sh\) cannot be located in any standard PATH/,
    );
    assert.match(await refusal(`Executable="${HOME}/bin"`), /cannot be located/);
    assert.equal(await refusal('TTL=5'), 'The JDL has to indicate an Executable');
  });

  it('checks what a job needs', async () => {
    const needs = (text: string): string => `Executable="run.sh";${text};`;
    const cases: Record<string, string> = {
      'InputFile={"data.txt"}': 'InputFile contains an illegal entry: data.txt',
      'InputFile="/data.txt"': "InputFile doesn't start with 'LF:' : /data.txt",
      'InputFile={"LF:/no/file"}': "InputFile /no/file doesn't exist in the catalogue",
      'InputData="LF:/no/file,nodownload"': "InputData /no/file doesn't exist in the catalogue",
      'ValidationCommand="/no/file"':
        'The ValidationCommand name you indicated (/no/file) cannot be located in any standard PATH',
      [`ValidationCommand="${HOME}/bin"`]: `The ValidationCommand name you indicated (${HOME}/bin) cannot be located in any standard PATH`,
      'InputDataCollection="LF:/no/c.xml,nodownload"':
        'InputDataCollection tag required /no/c.xml which is not valid: not in the catalogue',
      [`InputDataCollection="LF:${HOME}"`]: `InputDataCollection tag required ${HOME} which is not valid: not a file or collection`,
      'Packages={"VO_ALICE@Nothing::v1","VO_ALICE@ROOT::v6-30-01"}':
        'Package not defined: VO_ALICE@Nothing::v1',
    };
    for (const [text, reason] of Object.entries(cases)) assert.equal(await refusal(needs(text)), reason);
    const everything = needs(
      `InputFile={"LF:${HOME}/data/a.root"};InputData={"LF:${HOME}/data/a.root,nodownload"};` +
        `InputDataCollection="LF:${HOME}/data/files.xml,nodownload";ValidationCommand="run.sh"`,
    );
    const lines = await describedAs(everything);
    assert.ok(lines.includes(`ValidationCommand = "${HOME}/bin/run.sh";`));
  });

  it('says what is wrong with a description', async () => {
    const failure = 'Invalid argument : Passing arguments to your job failed:\n  ';
    assert.equal(
      await demo.failure('submit', 'Executable="a"b;'),
      `22 ${failure}JDL syntax error: quotes do not close at the end of string for tag Executable`,
    );
    assert.equal(await demo.failure('submit', '=x'), `22 ${failure}Key cannot be the empty string`);
    await store('empty.jdl', '\n');
    assert.match(
      await demo.failure('submit', 'jdl/empty.jdl'),
      /^22 .*empty\.jdl failed:\n {2}Content is empty$/s,
    );
  });

  it('reads only files that are there and may be read', async () => {
    await store('secret.jdl', 'Executable="run.sh"');
    await demo.must('chmod', '600', 'jdl/secret.jdl');
    const kim = await connect(grid, 'kim');
    for (const name of ['secret.jdl', 'missing.jdl', '']) {
      const path = `${HOME}/jdl${name && `/${name}`}`;
      assert.equal(
        await kim.failure('submit', path),
        `121 Remote I/O error : Not able to get the file ${path}`,
      );
    }
    await submitted('jdl/secret.jdl');
  });

  it('keeps to the quota', async () => {
    const admin = await connect(grid, 'admin');
    const kim = await connect(grid, 'kim');
    await admin.must('jquota', 'set', 'kim', 'maxUnfinishedJobs', '1');
    const jdl = 'Executable="everyone.sh"';
    const [first] = await kim.must('submit', jdl);
    assert.match(
      await kim.failure('submit', jdl),
      /^121 .*rejected your job due to:\n {2}User kim would have 2/s,
    );
    await kim.must('resubmit', first?.['jobId']);
    await kim.must('kill', first?.['jobId']);
    await kim.must('submit', jdl);
    assert.match(await kim.failure('resubmit', first?.['jobId']), /^122 Resubmit: User kim would have 2/);
    await admin.must('fquota', 'set', 'kim', 'maxNbFiles', '1');
    await kim.must('touch', 'only.txt');
    assert.match(await kim.failure('submit', jdl), /^121 .*User kim has exceeded the file quota/s);
  });
});
