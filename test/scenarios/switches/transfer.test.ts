import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {CopyEvent} from '../../../src/lib/copy/model/events.ts';
import {HOME, type Rig, useRig} from './rig.ts';

const [ONE, TWO] = ['ALICE::SANDBOX::DISK1', 'ALICE::SANDBOX::DISK2'];
const MIB = 1 << 20;

describe('the switches of cp that steer transfers', () => {
  let rig: Rig;
  const big = randomBytes(MIB);
  useRig(async (opened) => {
    rig = opened;
    await mkdir(join(rig.dir, 'six'));
    for (let index = 0; index < 6; index++)
      await writeFile(join(rig.dir, `six/${index}`), `content ${index}`);
    await writeFile(join(rig.dir, 'big'), big);
    assert.equal((await rig.cp(`-q file:six/ alien:six@${ONE}`)).code, 0);
    assert.equal((await rig.cp('-q file:big alien:big')).code, 0);
  });
  afterEach(() => rig.grid.faults.clear());

  /** The words of both directions, with the name of the row where something new is made. */
  const both = (name: string): readonly (readonly [string, string])[] => [
    ['down', `alien:six/ file:${name}`],
    ['up', `file:six/ alien:${name}@${ONE}`],
  ];

  it('-f compares what is there with the same size by md5, --size-only does not, down and up', async () => {
    await writeFile(join(rig.dir, 'old'), 'OLD content'.padEnd(MIB));
    for (const [without, withIt] of [
      ['--size-only alien:big file:old', '-f alien:big file:old'],
      ['--size-only file:six/1 alien:six/0', '--force file:six/1 alien:six/0'],
    ] as const) {
      const kept = await rig.cp(without);
      assert.match(kept.stdout, /--> TARGET VALID \(size match\)/);
      const replaced = await rig.cp(withIt);
      assert.match(replaced.stdout, /STATUS OK/);
      assert.match((await rig.cp(withIt)).stdout, /--> TARGET VALID \(size and md5 match\)/);
    }
    assert.ok((await readFile(join(rig.dir, 'old'))).equals(big));
    assert.equal(String(await rig.grid.readFile(`${HOME}/six/0`)), 'content 1');
    assert.equal((await rig.cp(`-q -f file:six/0 alien:six/0@${ONE}`)).code, 0);
    assert.equal((await rig.cp('-f --size-only file:six/0 alien:six/0')).code, 22);
  });

  for (const [width, words] of [
    [1, '-T 1'],
    [3, '--jobs 3'],
    [5, '-T5'],
  ] as const)
    it(`${words}: ${width} files at a time, down and up`, async () => {
      for (const [way, operands] of both(`width${width}`)) {
        await rig.grid.faults.set(`se-hang ${ONE} 0`);
        const started = new Set<number>();
        const {promise: allStarted, resolve} = Promise.withResolvers<void>();
        const copying = rig.cp(`--json ${words} ${operands}`, (event) => {
          if (event.kind === 'started' && started.add(event.item.id).size === width) resolve();
        });
        await allStarted;
        await rig.there('six'); // time for one more
        assert.equal(started.size, width, way);
        await rig.grid.faults.clear();
        assert.equal((await copying).code, 0);
      }
    });

  it('-timeout: a file that takes longer fails with 110, and is not there, down and up', async () => {
    for (const se of [ONE, TWO]) await rig.grid.faults.set(`se-hang ${se} 100000`);
    for (const operands of ['alien:big file:late', 'file:big alien:late']) {
      const {code, stderr} = await rig.cp(`-timeout 1 ${operands}`);
      assert.equal(code, 110);
      assert.match(stderr, /longer than the 1 s allowed[\s\S]*--timeout/);
    }
    assert.equal((await rig.here('.')).includes('late'), false);
    assert.equal((await rig.there('.')).includes('late'), false);
  });

  it('-retry: so many retries after failures that may pass, down and up', async () => {
    for (const se of [ONE, TWO]) await rig.grid.faults.set(`se-down ${se}`);
    for (const operands of ['alien:six/1 file:tried', `file:six/1 alien:tried@${ONE}`]) {
      for (const tries of [0, 2]) {
        const {code, events} = await rig.cp(`--json -norecovery -retry ${tries} ${operands}`);
        assert.notEqual(code, 0);
        assert.equal(events.filter(({kind}) => kind === 'started').length, tries + 1, operands);
      }
    }
  });

  it('-ratethreshold: a slower replica is left for the next one, or another element, down and up', async () => {
    await rig.grid.faults.set(`se-slow ${ONE} 800000`);
    const clock = performance.now.bind(performance);
    let ahead = 0;
    performance.now = () => clock() + ahead;
    // Whenever the slow one reports, much time has passed.
    const late = (event: CopyEvent) => {
      if (event.kind === 'progress' && event.se === ONE) ahead += 6000;
    };
    try {
      for (const [words, elements] of [
        ['-ratethreshold 100000 alien:big file:fast', [ONE, TWO]],
        ['-ratethreshold 100000 file:big alien:fast@disk:1', [ONE, TWO]],
        ['-ratethreshold 100 alien:big file:slow', [ONE]],
      ] as const) {
        const {code, events, stderr} = await rig.cp(`--json -chunksz 16384 ${words}`, late);
        assert.deepEqual([code, elementsOf(events)], [0, elements], stderr);
      }
    } finally {
      performance.now = clock;
    }
    assert.ok((await readFile(join(rig.dir, 'fast'))).equals(big));
    assert.deepEqual(await rig.elements('fast'), [TWO]);
  });

  it('-norecovery: no other element in the place of a failed one; the next replica is read all the same', async () => {
    await rig.grid.faults.set(`se-full ${ONE}`);
    assert.equal((await rig.cp('-q file:six/1 alien:recovered@disk:1')).code, 0);
    assert.deepEqual(await rig.elements('recovered'), [TWO]);
    assert.equal((await rig.cp('-norecovery file:six/1 alien:lost@disk:1')).code, 28);
    assert.equal((await rig.there('.')).includes('lost'), false);
    await rig.grid.faults.clear();
    await rig.grid.faults.set(`se-down ${ONE}`);
    const {code, events} = await rig.cp('--json -retry 0 -norecovery alien:big file:recovered');
    assert.deepEqual([code, elementsOf(events)], [0, [ONE, TWO]]);
  });

  it('-strictspec: exactly the elements that are named, down and up', async () => {
    for (const [words, code] of [
      [`alien:six/1@${TWO} file:lenient`, 0],
      [`-strictspec alien:six/1@${TWO} file:strict`, 77],
      [`-strictspec alien:six/1@${ONE} file:strict1`, 0],
      [`-strictspec file:six/1 alien:strict2@${TWO}`, 0],
    ] as const)
      assert.equal((await rig.cp(words)).code, code, words);
    assert.deepEqual(await rig.elements('strict2'), [TWO]);
    await rig.grid.faults.set(`se-full ${ONE}`);
    assert.equal((await rig.cp(`file:six/1 alien:elsewhere@${ONE}`)).code, 0);
    assert.deepEqual(await rig.elements('elsewhere'), [TWO]);
    assert.equal((await rig.cp(`-strictspec file:six/1 alien:nowhere@${ONE}`)).code, 28);
    assert.deepEqual(
      (await rig.here('.')).filter((name) => name === 'strict'),
      [],
    );
  });

  for (const words of ['-cksum', '-skipmd5', '-fastcheck', '-P', '-y 2', '-noxrdzip', '-xrdcp'])
    it(`${words}: what comes is compared by md5, and what is wrong had from elsewhere`, async () => {
      await rig.grid.faults.set(`se-wrong ${ONE}`);
      const name = words.replace(/\W/g, '');
      const {code, events} = await rig.cp(`--json ${words} alien:big file:${name}`);
      assert.deepEqual([code, elementsOf(events)], [0, [ONE, TWO]]);
      assert.ok((await readFile(join(rig.dir, name))).equals(big));
      assert.equal((await rig.cp(`${words} file:six/ alien:${name}@${ONE}`)).code, 0);
      assert.equal((await rig.there(name)).length, 6);
    });

  it('-v -ddd -t -m -s -c -d -w -wh -r: taken, without an effect, down and up', async () => {
    for (const [, operands] of both('nothing'))
      assert.equal((await rig.cp(`-v -ddd -t -m -s -c -d -w -wh -r ${operands}`)).code, 0);
    assert.equal((await rig.here('nothing')).length, 6);
    assert.equal((await rig.there('nothing')).length, 6);
  });

  const wrong: readonly (readonly [words: string, says: RegExp])[] = [
    ['-T 0', /-T, --jobs: 0 is not an integer greater than or equal to 1/],
    ['-T x', /-T, --jobs: x is not an integer/],
    ['-T 257', /-T, --jobs: 257 is not an integer less than or equal to 256/],
    ['-S 16', /-S, --streams: 16 is not an integer less than or equal to 15/],
    ['-chunks 0', /--chunks: 0/],
    ['-chunksz 1', /--chunksz: 1 is not an integer greater than or equal to 4096/],
    ['-timeout x', /--timeout: x is not an integer/],
    ['-retry x', /--retry: x is not an integer/],
    ['--ratethreshold=-1', /--ratethreshold: -1 is not an integer greater than or equal to 0/],
    ['-y many', /-y, --sources: many is not an integer/],
    ['-retries 3', /There is no option -retries/],
  ];
  for (const [words, says] of wrong)
    it(`${words}: 22, and nothing moves, down and up`, async () => {
      for (const [, operands] of both('wrong')) {
        rig.grid.requests.length = 0;
        const {code, stderr} = await rig.cp(`${words} ${operands}`);
        assert.equal(code, 22);
        assert.match(stderr, says);
        assert.deepEqual(rig.grid.requests, []);
      }
    });
});

/** The storage elements from or to which transfers were begun, each once, in this order. */
function elementsOf(events: readonly CopyEvent[]): string[] {
  return [...new Set(events.flatMap((event) => (event.kind === 'started' ? [event.se] : [])))];
}
