import assert from 'node:assert/strict';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const OTHER = '/alice/cern.ch/user/o/other';

describe('a refusal of the service says what is the matter', () => {
  let grid: TestGrid;
  let alien: Program;
  useScene({users: ['demo', 'other']}, (scene) => ({grid, alien} = scene));

  before(async () => {
    await alien.ok('mkdir', '-p', 'full/sub', 'shut');
    await alien.ok('touch', 'file', 'full/f', 'shut/f');
    await alien.ok('chmod', '555', 'shut/f');
  });

  const cases: [words: string, code: number, text: string][] = [
    ['rm none', 2, `No such file or directory: ${HOME}/none`],
    ['rm ./no/where/none', 2, `No such file or directory: ${HOME}/no/where/none`],
    ['rm file/none', 20, `Not a directory: ${HOME}/file`],
    ['rm full', 21, `Is a directory: ${HOME}/full`],
    ['rm -f full', 21, `Is a directory: ${HOME}/full`],
    [`rm -r ${OTHER}`, 13, `Permission denied: ${OTHER} belongs to other (permissions 755).`],
    ['rm shut/f', 13, `Permission denied: ${HOME}/shut/f is write-protected (permissions 555).`],
    ['rmdir full', 39, `Directory not empty: ${HOME}/full`],
    ['rmdir -p full', 39, `Directory not empty: ${HOME}/full`],
    ['rmdir file', 20, 'Not a directory'],
    ['rmdir -p none', 2, `No such file or directory: ${HOME}/none`],
    ['mkdir a/b/c', 2, `No such directory: ${HOME}/a/b (to make`],
    ['mkdir file', 17, `File exists: ${HOME}/file is a file.`],
    ['mkdir -p file/a', 20, `Not a directory: ${HOME}/file`],
    [
      `mkdir -p ${OTHER}/a/b`,
      13,
      `Permission denied: ${OTHER}/a/b: ${OTHER} belongs to other (permissions 755).`,
    ],
    ['chmod 755 none', 2, `No such file or directory: ${HOME}/none`],
    [`chmod 777 ${OTHER}`, 13, `Permission denied: ${OTHER} belongs to other (permissions 755).`],
    ['chown other none', 2, `No such file or directory: ${HOME}/none`],
    [
      `mv file ${OTHER}/mine`,
      13,
      `Permission denied: ${OTHER}/mine: ${OTHER} belongs to other (permissions 755).`,
    ],
    ['find none *', 2, `No such file or directory: ${HOME}/none`],
    ['toXml none', 2, `No such file or directory: ${HOME}/none`],
    ['deleteMirror none ALICE::NO::SE', 2, `No such file or directory: ${HOME}/none`],
  ];

  for (const [words, code, text] of cases) {
    it(`${words}: ${code}`, async () => {
      const run = await alien.run(...words.split(' '));
      assert.ok(run.stderr.includes(text), run.stderr);
      assert.deepEqual([run.code, run.stdout], [code, '']);
    });
  }

  it('costs one look more, and nothing where all went well', async () => {
    grid.requests.length = 0;
    await alien.run('rm', `${HOME}/none`);
    await alien.ok('ls', HOME);
    assert.deepEqual(
      grid.requests.map(({command}) => command),
      ['rm', 'stat', 'ls'],
    );
  });

  it('has the reason and its code in the JSON too', async () => {
    const run = await alien.run('rm', '--json', 'none');
    const {metadata} = JSON.parse(run.stdout) as {metadata: Record<string, string>};
    assert.deepEqual(
      [run.code, metadata['exitcode'], metadata['error']],
      [2, '2', `No such file or directory: ${HOME}/none`],
    );
  });

  it('leaves stdout empty where the service sends help or half an answer', async () => {
    for (const words of ['fquota set', 'submit nothere', 'ls file none', 'stat file none']) {
      const run = await alien.run(...words.split(' '));
      assert.notEqual(run.code, 0, words);
      assert.equal(run.stdout, '', words);
      assert.notEqual(run.stderr, '', words);
    }
  });
});
