import assert from 'node:assert/strict';
import {readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {thisProcess} from '../../../src/lib/traces/process-mark.ts';
import {packedName, temporaryName} from '../../../src/lib/traces/temporary-name.ts';
import {GONE_PID} from '../../support/gone-pid.ts';
import {Workbench} from './support/workbench.ts';

const TREE = '/alice/home/t';

describe('a copy among names that other copies give', () => {
  let bench: Workbench;
  const told: string[] = [];
  beforeEach(async () => {
    told.length = 0;
    bench = await Workbench.open();
    bench.place(`${TREE}/a`, 'aaa');
  });
  afterEach(() => bench.close());
  const copy = (source: string, destination: string) =>
    bench.copy(source, destination, {onEvent: (event) => event.kind === 'note' && told.push(event.text)});

  for (const kind of ['replacing', 'aside'] as const) {
    const name = temporaryName('b', kind);

    it(`takes no ${kind} content out of a tree or by a pattern, and says so`, async () => {
      bench.place(`${TREE}/d/${name}`, 'between two names');
      for (const [source, place] of [
        [`alien:${TREE}`, 'tree'],
        [`alien:${TREE}/d/.*`, 'pattern'],
      ] as const) {
        told.length = 0;
        await copy(source, `file:${place}/`);
        assert.ok(!(await bench.localNames()).some((each) => each.endsWith(name)), source);
        assert.equal(told.length, 1);
        assert.match(told.join(), /is left out/);
        assert.ok(told.join().includes(`${TREE}/d/${name}`));
      }
    });

    it(`takes ${kind} content that is named`, async () => {
      bench.place(`${TREE}/${name}`, 'between two names');
      assert.equal((await copy(`alien:${TREE}/${name}`, 'file:saved')).copied, 1);
      assert.deepEqual(told, []);
    });
  }

  it('removes what a process that is gone has left beside its destination, and nothing of others', async () => {
    const gone = {...thisProcess(), pid: GONE_PID};
    const left = temporaryName('x', 'part', gone);
    const others = [
      temporaryName('x'),
      temporaryName('x', 'aside', gone),
      temporaryName('x', 'part', {...gone, machine: 'another-host'}),
    ];
    for (const name of [left, packedName(left), ...others]) await writeFile(join(bench.dir, name), 'x');
    await copy(`alien:${TREE}/a`, 'file:a');
    assert.deepEqual((await readdir(bench.dir)).sort(), ['a', ...others].sort());
  });
});
