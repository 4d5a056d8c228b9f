import assert from 'node:assert/strict';
import {memoryIn} from '../../../src/lib/jobs/facts.ts';
import {isFinal, phaseOf, stateFilter, stateWords} from '../../../src/lib/jobs/states.ts';
import {historyOf, traceLines} from '../../../src/lib/jobs/trace.ts';
import {durationText, secondsIn} from '../../../src/lib/words/duration.ts';

const TRACE = `1700000000 [trace     ]: Job inserted, the request came from x
1700000000 [state     ]: Job state transition to WAITING
1700000010 [state     ]: Job state transition from WAITING to STARTED
1700000011 [trace     ]: The executable ended with exit code 3
1700000012 [state     ]: Job state transition from STARTED to ERROR_E
1700000020 [trace     ]: Resubmitted by demo, back to WAITING
1700000020 [state     ]: Job state transition from ERROR_E to WAITING
1700000030 [state     ]: Job state transition from WAITING to STARTED
1700000031 [trace     ]: Created workdir: /w/7
1700000040 [proc      ]: 00:00:09 9 50.00 1.00 4.50 100.00 400.00 8 6 2000 0.00 256.00 500.00 1000
1700000041 [trace     ]: Going to uploadOutputFiles(exitStatus=DONE, outputDir=/out/7)
of two lines
1700000042 [state     ]: Job state transition from STARTED to DONE
`;

describe('the trace of a job', () => {
  it('has lines with times and tags, and what belongs to the one before', () => {
    const lines = traceLines(TRACE);
    assert.equal(lines.length, 12);
    assert.deepEqual(lines[0], {
      at: new Date(1_700_000_000_000),
      tag: 'trace',
      text: 'Job inserted, the request came from x',
    });
    assert.match(lines.at(-2)?.text ?? '', /\nof two lines$/);
    assert.deepEqual(traceLines('no trace at all\n'), []);
  });

  it('tells of the last attempt when it ran and what it used', () => {
    const history = historyOf(traceLines(TRACE));
    const at = (seconds: number) => new Date((1_700_000_000 + seconds) * 1000);
    assert.deepEqual([history.submitted, history.started, history.finished], [at(0), at(30), at(42)]);
    assert.deepEqual([history.resubmissions, history.exitCode], [1, undefined]);
    assert.deepEqual([history.workDirectory, history.outputDirectory], ['/w/7', '/out/7']);
    assert.deepEqual(history.resources, {
      runTime: 9,
      cpuTime: 4.5,
      memory: 256 * 2 ** 20,
      virtualMemory: 500 * 2 ** 20,
      cores: 8,
    });
  });

  it('of a job that runs has no end; of none there is nothing', () => {
    const running = historyOf(traceLines(TRACE.split('\n').slice(0, 3).join('\n')));
    assert.deepEqual([running.started?.getTime(), running.finished], [1_700_000_010_000, undefined]);
    assert.deepEqual(historyOf([]).states, []);
    assert.equal(historyOf(traceLines('1700000000 [proc      ]: 42 38 97.5')).resources, undefined);
  });
});

describe('states of jobs', () => {
  it('have a phase, those of tomorrow too', () => {
    const phases = [
      'WAITING',
      'SAVING',
      'DONE_WARN',
      'EXPIRED',
      'KILLED',
      'ERROR_NEW',
      'SOMETHING',
      'constructor',
    ];
    assert.deepEqual(phases.map(phaseOf), [
      'waiting',
      'running',
      'done',
      'failed',
      'killed',
      'failed',
      'running',
      'running',
    ]);
    assert.deepEqual(['ZOMBIE', 'SPLIT', 'ERROR_NEW'].map(isFinal), [false, false, true]);
  });

  it('are words for people, and words for the service', () => {
    assert.equal(stateWords('ERROR_NEW'), 'failed: ERROR_NEW');
    assert.equal(stateWords('EXPIRED'), 'failed: it ran longer than its TTL (EXPIRED)');
    assert.equal(stateWords('RUNNING'), 'running');
    assert.deepEqual(stateFilter(['failed', 'done', 'error_v', ' ZOMBIE']), [
      'ERROR_ALL',
      'DONE',
      'DONE_WARN',
      'ERROR_V',
      'ZOMBIE',
    ]);
  });
});

describe('sizes and times', () => {
  it('are read and written', () => {
    assert.deepEqual(['8GB', '500 MB', '100', 'much', undefined].map(memoryIn), [
      8 * 2 ** 30,
      500 * 2 ** 20,
      100 * 2 ** 20,
      undefined,
      undefined,
    ]);
    assert.deepEqual(['90', '1.5m', '2h', '3d', '', '5w', '-1'].map(secondsIn), [
      90,
      90,
      7200,
      259_200,
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual([0, 59, 61, 3600, 3660 * 2, 86_400, 100_000].map(durationText), [
      '0 s',
      '59 s',
      '1 min',
      '1 h',
      '2 h 2 min',
      '1 d',
      '1 d 3 h',
    ]);
  });
});
