import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Entry} from '../../../../src/lib/catalogue/entry.ts';
import {Jdl} from '../../../../src/lib/jdl/jdl.ts';
import {compareOutputs, filesBelow} from '../../../../src/lib/jobs/local/compare-outputs.ts';
import {planLocal} from '../../../../src/lib/jobs/local/local-plan.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {md5Of} from '../../copy/support/fake-storage.ts';

describe('a job that is run again here', () => {
  it('finds what a worker node would give it', () => {
    const jdl = Jdl.parse(
      'Executable = "/g/run.sh"; ValidationCommand = "/g/check.sh"; Arguments = "a  \'b c\'"; TTL = 5; MasterJobId = "6";' +
        'InputFile = {"LF:/g/macro.C"}; InputData = {"LF:/d/1/x.root", "LF:/d/2/x.root", "LF:/d/y.root", "LF:/d/z,nodownload"};' +
        'JDLVariables = {"Packages", "Year"}; Packages = {"a", "b"}; Year = "2024"; InputDataList = "wn.xml";',
    );
    const plan = planLocal('7', 'demo', jdl);
    assert.deepEqual(
      plan.inputs.map(({lfn, name}) => `${name} ${lfn}`),
      [
        'run.sh /g/run.sh',
        'check.sh /g/check.sh',
        'macro.C /g/macro.C',
        '1/x.root /d/1/x.root',
        '2/x.root /d/2/x.root',
        'y.root /d/y.root',
      ],
    );
    assert.deepEqual(plan.command, ['./run.sh', 'a', "'b", "c'"]);
    assert.deepEqual(plan.validation, ['./check.sh']);
    assert.deepEqual(plan.variables, {
      ALIEN_JDL_PACKAGES: 'a##b',
      ALIEN_JDL_YEAR: '2024',
      ALIEN_PROC_ID: '7',
      ALIEN_USER: 'demo',
      ALIEN_MASTERJOB_ID: '6',
    });
    assert.deepEqual([plan.ttl, plan.notes.length], [5, 2]);
    assert.equal(planLocal('7', 'demo', Jdl.parse('Executable = "/x";')).ttl, 21_600);
  });

  it('is compared with what it left on the grid', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'alien-local-'));
    try {
      await mkdir(join(dir, 'sub'));
      await mkdir(join(dir, '.tmp'));
      await writeFile(join(dir, '.tmp/scratch'), '');
      for (const name of ['input', 'same', 'other', 'sub/mine', 'longer'])
        await writeFile(join(dir, name), name);
      const entry = (name: string, size: number, md5: string | undefined): Entry => ({
        lfn: absoluteLfn(`/out/${name}`),
        type: 'f',
        size,
        md5,
        guid: undefined,
        owner: '',
        group: '',
        permissions: '',
        changed: undefined,
        jobId: undefined,
        doubt: undefined,
      });
      const onGrid = [
        entry('same', 4, md5Of('same')),
        entry('other', 5, md5Of('what')),
        entry('longer', 9, undefined),
        entry('lost', 3, undefined),
        entry('a.zip', 9, undefined),
      ];
      assert.deepEqual(await filesBelow(dir), ['input', 'longer', 'other', 'same', 'sub/mine']);
      const {signal} = new AbortController();
      const root = absoluteLfn('/out');
      const compared = await compareOutputs(dir, new Set(['input']), onGrid, root, ['a.zip'], signal);
      assert.deepEqual(compared, [
        {name: 'longer', verdict: 'differs', here: 6, grid: 9},
        {name: 'other', verdict: 'differs', here: 5, grid: 5},
        {name: 'same', verdict: 'same', here: 4, grid: 4},
        {name: 'sub/mine', verdict: 'only here', here: 8},
        {name: 'lost', verdict: 'only on the grid', grid: 3},
      ]);
    } finally {
      await rm(dir, {recursive: true});
    }
  });
});
