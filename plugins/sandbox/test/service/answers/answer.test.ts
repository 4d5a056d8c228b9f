import assert from 'node:assert/strict';
import {Answer} from '../../../src/service/answers/answer.ts';

const METADATA = {currentdir: '/a/', user: 'demo'};
interface Written {
  results: Record<string, string>[];
}

describe('an answer', () => {
  const written = (answer: Answer): Written => JSON.parse(answer.serialise(METADATA)) as Written;

  it('keeps all of very many results, and the last one open for more text', () => {
    const answer = new Answer();
    for (let i = 0; i < 2001; i++) answer.add({lfn: `/f${i}`, message: `/f${i}`});
    answer.append('that was all');
    assert.equal(answer.count, 2001);
    const {results} = written(answer);
    assert.deepEqual(
      results.map(({lfn}) => lfn),
      Array.from({length: 2001}, (_, i) => `/f${i}`),
    );
    assert.equal(results.at(-1)?.['message'], '/f2000\nthat was all');
  });

  it('leaves out the half that is not wanted, and results of which nothing is left', () => {
    const answer = new Answer({message: false, keys: true});
    for (let i = 0; i < 1500; i++) answer.add(i === 7 ? {lfn: '/f', message: 'x'} : {message: 'x'});
    assert.deepEqual(written(answer).results, [{lfn: '/f'}]);
  });

  it('gives the last result back', () => {
    const answer = new Answer();
    answer.add({a: '1'});
    answer.add({a: '2'});
    assert.deepEqual(answer.takeLast(), {a: '2'});
    assert.deepEqual([answer.count, written(answer).results.length], [1, 1]);
  });
});
