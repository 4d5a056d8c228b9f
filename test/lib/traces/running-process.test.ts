import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {lifeOf, markIn, markOf, readUniqueMark, thisProcess} from '../../../src/lib/traces/process-mark.ts';
import {runningProcess} from '../../../src/lib/traces/running-process.ts';
import {GONE_PID} from '../../support/gone-pid.ts';

describe('a process of this machine', () => {
  it('is told with its user and the time of its start', () => {
    const words = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
    assert.deepEqual(runningProcess(process.pid), {
      start: words[19],
      user: process.getuid?.(),
      isOver: false,
    });
    assert.equal(thisProcess().start, words[19]);
  });

  it('is not told where it is gone', () => assert.equal(runningProcess(GONE_PID), undefined));

  it('is looked for by its number where the system does not show it', () => {
    const kill = process.kill.bind(process);
    try {
      for (const [code, isThere] of [
        [undefined, true],
        ['EPERM', true],
        ['ESRCH', false],
      ] as const) {
        process.kill = () => {
          if (code !== undefined) throw Object.assign(new Error(code), {code});
          return true;
        };
        const expected = isThere ? {start: undefined, user: undefined} : undefined;
        assert.deepEqual(runningProcess(GONE_PID), expected, String(code));
      }
    } finally {
      process.kill = kill;
    }
  });
});

describe('what a mark says', () => {
  const here = thisProcess();

  it('is machine, number and start, which may not be known', () => {
    assert.equal(markOf({machine: 'm', pid: 7, start: '9'}), 'm.7.9');
    assert.equal(markOf({machine: 'm', pid: 7, start: undefined}), 'm.7.0');
    assert.deepEqual(markIn({machine: 'm', pid: '7', start: '9'}), {machine: 'm', pid: 7, start: '9'});
    assert.match(here.machine, /^[\w-]{12}$/);
    for (const text of ['', 'x', `${markOf(here)}.1234567`, `${markOf(here)}.123456789`])
      assert.equal(readUniqueMark(text), undefined, text);
    assert.deepEqual(readUniqueMark(`${markOf(here)}.12345678`), here);
  });

  it('is believed of the start only where both are known', () => {
    assert.equal(lifeOf({...here, start: '0'}), 'own');
    assert.equal(lifeOf({...here, start: undefined}), 'own');
    assert.equal(lifeOf({...here, start: `${here.start}1`}), 'gone');
    assert.equal(lifeOf({...here, pid: process.ppid, start: undefined}), 'alive');
  });
});
