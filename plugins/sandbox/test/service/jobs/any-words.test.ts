import assert from 'node:assert/strict';
import fc from 'fast-check';
import {JobBench} from '../../support/job-bench.ts';

const COMMANDS = [
  'submit',
  'ps',
  'masterjob',
  'kill',
  'resubmit',
  'registerOutput',
  'jobListMatch',
  'jquota',
  'listCEs',
  'listpartitions',
  'setCEstatus',
  'packages',
  'w',
];

describe('the job commands', () => {
  it('answer whatever they are asked, and never fail by themselves', async () => {
    const bench = new JobBench();
    const ids = [bench.put('SPLIT'), bench.put('ERROR_V', {jdl: 'x'}), bench.put('DONE', {jdl: ''})].map(
      String,
    );
    const known = [
      'list',
      'set',
      'demo',
      'A="1";B={"x"}',
      '=',
      'InputData="LF:/";Executable="x"',
      '$1',
      '~',
      '/',
    ];
    const options = 'F l L f u s n m o j t M X A W E a b jdl trace id q status site printid printsite p v'
      .split(' ')
      .map((name) => `-${name}`);
    const word = fc.oneof(
      fc.constantFrom(...ids, ...known, ...options, '-', '--', '-1', '99999999999999999999', '1e400', ''),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...COMMANDS), fc.array(word, {maxLength: 5}), async (name, words) => {
        const {metadata} = await bench.ask(name, words, words.length % 2 ? 'demo' : 'admin');
        assert.doesNotMatch(metadata.error, /Error executing/);
      }),
      {numRuns: 1000},
    );
  });
});
