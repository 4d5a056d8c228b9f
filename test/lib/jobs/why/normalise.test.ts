import assert from 'node:assert/strict';
import {lastLine, normalise, tellingLines} from '../../../../src/lib/jobs/why/normalise.ts';
import {remedyFor} from '../../../../src/lib/jobs/why/advice.ts';

describe('the text of a failure', () => {
  const SAME = [
    ['Error in run 12 at 0x7ffe: -1.5e-3 left', 'Error in run 7 at 0xdead: 2 left'],
    ['open /alice/data/1/a.root: no such file', 'open /tmp/x: no such file'],
    ['lost eos.cern.ch:1094 after 3 s', 'lost 10.0.0.7:1095 after 17 s'],
    ['2024-05-01 12:00:01 stopped', '2023-11-30T01:02:03Z stopped'],
    ['file 0f8fad5b-d9cb-469f-a165-70867728950e', 'file 7c9e6679-7425-40de-944b-e07fc1f90ae7'],
  ] as const;
  for (const [one, other] of SAME)
    it(`${one} = ${other}`, () => assert.equal(normalise(one), normalise(other)));

  it('stays another one where its words are others', () => {
    assert.notEqual(normalise('Error in fit'), normalise('Error in cut'));
  });

  it('is told by the lines that sound like it, else by the last', () => {
    assert.deepEqual(tellingLines('one\nFatal: x\ntwo\r\nabort\n\nthe end\n'), ['Fatal: x', 'abort']);
    assert.deepEqual(tellingLines('one\ntwo\n\n'), []);
    assert.equal(lastLine('one\ntwo\n\n'), 'two');
    assert.equal(lastLine('\n'), undefined);
    assert.deepEqual(tellingLines(''), []);
    assert.ok((tellingLines(`error ${'x'.repeat(9999)}`)[0]?.length ?? 0) < 400);
  });
});

describe('what helps against a failure', () => {
  const CASES = [
    ['ERROR_E', 1, 'Killing the job: it reached the limit of 2 GB of memory', 'more memory'],
    ['ERROR_E', 1, 'terminate called after throwing std::bad_alloc', 'more memory'],
    ['ERROR_E', 137, '', 'more memory'],
    ['ERROR_E', 127, '', 'mend program'],
    ['ERROR_E', 1, 'run.sh: line 3: aliroot: command not found', 'mend program'],
    ['ERROR_E', 3, 'The executable ended with exit code 3', 'resubmit'],
    ['ERROR_V', 1, 'The validation failed', 'resubmit'],
    ['ERROR_IB', undefined, 'Could not get the input: LF:/x', 'mend input'],
    ['ERROR_SV', undefined, 'The output could not be saved: x', 'mend output'],
    ['EXPIRED', undefined, 'Killing the job: it ran for longer than its TTL of 1 s', 'more time'],
    ['EXPIRED', undefined, '', 'more time'],
    ['ERROR_A', undefined, '', 'resubmit'],
    ['ERROR_OF_TOMORROW', undefined, '', 'resubmit'],
  ] as const;
  for (const [state, exitCode, line, remedy] of CASES)
    it(`${state} ${exitCode ?? ''} ${line}: ${remedy}`, () => {
      const evidence = {id: '1', state, exitCode, site: undefined, node: undefined, trace: [line], log: []};
      assert.equal(remedyFor(evidence), remedy);
    });
});
