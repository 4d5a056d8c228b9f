import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {UserError} from '@alien-grid/cli';
import {describeFault} from '../../src/faults/describe.ts';
import {FAULTS, usageOf} from '../../src/faults/kinds.ts';
import {readFault} from '../../src/faults/read-fault.ts';

const read = (text: string, count?: number): unknown => readFault(text.split(' '), count);

describe('the words of a fault', () => {
  it('are understood', () => {
    assert.deepEqual(read('latency 30ms'), {name: 'latency', time: 30});
    assert.deepEqual(read('idle 1.5s'), {name: 'idle', time: 1500});
    assert.deepEqual(read('slow 2m find', 3), {name: 'slow', time: 120_000, command: 'find', count: 3});
    assert.deepEqual(read('se-slow disk1 64K'), {
      name: 'se-slow',
      element: 'ALICE::SANDBOX::DISK1',
      bytes: 65536,
    });
    assert.deepEqual(read('se-down ALICE::sandbox::TAPE'), {
      name: 'se-down',
      element: 'ALICE::SANDBOX::TAPE',
    });
    assert.deepEqual(read('se-full disk1'), {name: 'se-full', element: 'ALICE::SANDBOX::DISK1'});
    assert.deepEqual(read('se-full disk1 1M'), {
      name: 'se-full',
      element: 'ALICE::SANDBOX::DISK1',
      bytes: 1 << 20,
    });
    assert.deepEqual(read('throttle'), {name: 'throttle'});
    assert.deepEqual(read('throttle 250'), {name: 'throttle', points: 250});
  });

  for (const [words, problem] of [
    ['nonsense', /no fault `nonsense`/],
    ['latency', /TIME is missing/],
    ['latency 30', /`30` is no time with its unit/],
    ['latency 0ms', /`0ms` is no time/],
    ['latency 25000m', /is no time/],
    ['latency 30ms more', /`more` is too much/],
    ['se-down DISK9', /no storage element `DISK9`/],
    ['se-hang DISK1 lots', /`lots` is no number of bytes/],
    ['throttle -1', /`-1` is no number of points/],
  ] as const) {
    it(`are refused with a way out: ${words}`, () => {
      assert.throws(
        () => read(words),
        (error) => {
          assert.ok(error instanceof UserError && error.next.length > 0);
          return problem.test(error.message);
        },
      );
    });
  }

  it('tell what cannot be counted', () => {
    assert.throws(() => read('idle 2s', 1), /cannot be counted/);
  });

  it('are shown as they are written', () => {
    for (const words of [
      'latency 30ms',
      'slow 2s find',
      'throttle 250',
      'silence',
      'se-hang DISK1 500',
      'se-full DISK1 9',
    ]) {
      assert.ok(describeFault(readFault(words.split(' '))).startsWith(`${words}: `), words);
    }
    assert.match(describeFault(readFault(['silence'], 1)), /^silence \(once\): /);
    assert.match(describeFault(readFault(['silence'], 2)), /^silence \(2 times\): /);
  });

  it('are all in the documentation, with the same meaning', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/sandbox.md'), 'utf8');
    const rows = page.matchAll(/^\| `([a-z0-9-]+(?: [^`]+)?)` +\| ([^|]*?) +\|$/gm);
    const written = [...rows].map(([, usage, meaning]) => `${usage}: ${meaning}`);
    assert.deepEqual(
      written,
      FAULTS.map((kind) => `${usageOf(kind)}: ${kind.meaning}`),
    );
  });
});
