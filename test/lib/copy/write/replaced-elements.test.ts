import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {Workbench} from '../support/workbench.ts';

const LFN = '/alice/home/a';

describe('uploads to storage elements that fail', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
    bench.grid.elements = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => `ALICE::${name}::SE`);
    await writeFile(join(bench.dir, 'a'), 'content');
  });
  afterEach(() => bench.close());

  function failAt(names: string, error: Error = new ServerError('read-only', {exitCode: 30})): void {
    bench.storage.before = (step, url) => {
      if (step === 'upload' && names.includes(/ALICE::(.)::SE/.exec(url)?.[1] ?? '-')) throw error;
    };
  }
  /** The elements that hold the file, as letters. */
  const holders = () =>
    (bench.grid.entries.get(LFN)?.replicas ?? [])
      .map((url) => /ALICE::(.)::SE/.exec(url)?.[1])
      .sort()
      .join('');
  const accesses = () =>
    bench.grid.requests.filter(({command}) => command === 'access').map(({options}) => options.at(-1));

  const table: readonly (readonly [failing: string, destination: string, holders: string, asked: number])[] =
    [
      ['', '', 'AB', 1],
      ['A', '', 'BC', 2],
      ['AB', '', 'CD', 2],
      ['AC', '', 'BD', 3],
      ['ABCD', '', 'EF', 3],
      ['ABC', '@disk:1', '', 3],
      ['AB', '@disk:1,!ALICE::C::SE', 'D', 3],
    ];
  for (const [failing, destination, expected, asked] of table) {
    it(`${failing || 'none'} failing of ${destination || 'two'}: ${expected || 'nothing'}`, async () => {
      failAt(failing);
      const summary = await bench.copy('file:a', `alien:${LFN}${destination}`);
      assert.equal(holders(), expected);
      assert.equal(summary.copied, expected === '' ? 0 : 1);
      assert.equal(accesses().length, asked);
      assert.equal(summary.warnings.length, failing !== '' && expected !== '' ? 1 : 0);
      assert.deepEqual(bench.orphans(), []);
    });
  }

  it('asks for others than those that were tried, as many as failed', async () => {
    failAt('A');
    await bench.copy('file:a', `alien:${LFN}`);
    assert.deepEqual(accesses(), ['disk:2', 'disk:1,!ALICE::A::SE,!ALICE::B::SE']);
  });

  it('keeps what is registered when no other element is left', async () => {
    bench.grid.elements.length = 2;
    failAt('B');
    const summary = await bench.copy('file:a', `alien:${LFN}`);
    assert.equal(holders(), 'A');
    assert.match(summary.warnings[0] ?? '', /1 of 2 replicas \(ALICE::B::SE: read-only\)/);
  });

  it('names every element when all fail, with the code they share', async () => {
    bench.grid.elements.length = 3;
    failAt('ABC', new NetworkError('no answer', {exitCode: 110}));
    const {failures} = await bench.copy('file:a', `alien:${LFN}`);
    assert.equal(failures[0]?.exitCode, 110);
    for (const name of 'ABC')
      assert.match(failures[0]?.reason ?? '', new RegExp(`ALICE::${name}::SE: no answer`));
    assert.deepEqual(bench.lfns(), []);
  });

  for (const more of [{recover: false}, {strictSpecification: true}])
    it(`takes no others with ${JSON.stringify(more)}`, async () => {
      failAt('A');
      await bench.copy('file:a', `alien:${LFN}`, more);
      assert.equal(holders(), 'B');
    });
});
