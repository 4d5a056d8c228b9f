import assert from 'node:assert/strict';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {NetworkError, UserError} from '../../../../src/lib/errors/errors.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

describe('copies of a list', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.close());
  const write = (name: string, content: string) => writeFile(join(bench.dir, name), content);
  const read = (name: string) => readFile(join(bench.dir, name), 'utf8');

  it('goes both ways, with specifications and odd names', async () => {
    bench.place(`${HOME}/a`, 'aaa');
    bench.place(`${HOME}/t/x`, 'x');
    await write('b b', 'bbb');
    const summary = await bench.copyList(`
      alien:a file:deep/down/a   # a comment
      'file:b b' alien:${HOME}/b@disk:3
      alien:t/ file:tree
    `);
    assert.deepEqual([summary.direction, summary.copied, summary.files], ['mixed', 3, 3]);
    assert.deepEqual([await read('deep/down/a'), await read('tree/x')], ['aaa', 'x']);
    assert.equal(bench.grid.entries.get(`${HOME}/b`)?.replicas.length, 3);
  });

  it('asks for thousands of lines with few requests beside access', async () => {
    const lines = Array.from({length: 3000}, (_, index) => {
      bench.place(`${HOME}/many/${index}`, 'x');
      return `alien:${HOME}/many/${index} file:out/${index}`;
    });
    const {copied} = await bench.copyList(lines.join('\n'));
    assert.equal(copied, 3000);
    assert.equal(bench.grid.count('access'), 3000);
    assert.ok(bench.grid.requests.length < 3020);
  });

  it('goes on after a source that is not there, and fails for it', async () => {
    bench.place(`${HOME}/a`, 'a');
    const {copied, failures} = await bench.copyList(
      `alien:${HOME}/missing file:x\nalien:${HOME}/a file:a\nfile:gone alien:${HOME}/y`,
    );
    assert.equal(copied, 1);
    assert.deepEqual(
      failures.map(({source, exitCode}) => [source, exitCode]),
      [
        [`${HOME}/missing`, 2],
        ['gone', 2],
      ],
    );
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /empty/],
    ['alien:a file:a\nfile:a file:b', /Line 2: Both sides are on this machine/],
    ['alien:a file:x\nalien:b file:x', /would both be copied/],
  ];
  for (const [list, message] of refused)
    it(`refuses ${JSON.stringify(list)} before anything moves`, async () => {
      bench.place(`${HOME}/a`, 'a');
      bench.place(`${HOME}/b`, 'b');
      await assert.rejects(
        bench.copyList(list),
        (error) => error instanceof UserError && message.test(error.message),
      );
      assert.deepEqual(await bench.localNames(), []);
    });

  it('ends when the central service cannot be reached', async () => {
    bench.grid.fault = () => ({when: 'before', error: new NetworkError('gone')});
    await assert.rejects(bench.copyList('alien:a file:a'), NetworkError);
  });

  it('chooses in all directions', async () => {
    bench.place(`${HOME}/t/x.root`, 'x');
    bench.place(`${HOME}/t/y`, 'y');
    await write('z.root', 'z');
    await write('z', 'z');
    const list = `alien:${HOME}/t file:t\nfile:z.root alien:${HOME}/z.root\nfile:z alien:${HOME}/z`;
    assert.equal((await bench.copyList(list, {selection: {glob: '*.root'}})).copied, 2);
  });
});

describe('copies that keep their paths', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.close());

  it('leaves out only the directories common to all sources, also when the names exist', async () => {
    for (const name of ['1/a', '2/a', '2/t/b']) bench.place(`${HOME}/run/${name}`, name);
    await mkdir(join(bench.dir, 'out/2/t'), {recursive: true});
    const sources = ['1/a', '2/a', '2/t'].map((name) => `alien:${HOME}/run/${name}`);
    const summary = await bench.copy(sources, 'file:out', {keepPaths: true});
    assert.equal(summary.copied, 3);
    assert.deepEqual(await bench.localNames(), [
      'out',
      'out/1',
      'out/1/a',
      'out/2',
      'out/2/a',
      'out/2/t',
      'out/2/t/b',
    ]);
  });

  it('uploads with the specification of the directory', async () => {
    await mkdir(join(bench.dir, 'd'));
    await writeFile(join(bench.dir, 'd/x'), 'x');
    await writeFile(join(bench.dir, 'y'), 'y');
    await bench.copy(['file:d/x', 'file:y'], `alien:${HOME}/up/@disk:1`, {keepPaths: true});
    assert.deepEqual(bench.lfns().sort(), [`${HOME}/up/d/x`, `${HOME}/up/y`]);
    assert.equal(bench.grid.entries.get(`${HOME}/up/y`)?.replicas.length, 1);
  });
});
