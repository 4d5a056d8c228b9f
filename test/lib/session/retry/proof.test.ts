import assert from 'node:assert/strict';
import type {Answer} from '../../../../src/lib/session/requests/answer.ts';
import {PROOFS, type Proof} from '../../../../src/lib/session/retry/proof.ts';
import {HOME, answerWith} from '../support/answers.ts';

const {commit, rm} = PROOFS as Record<'commit' | 'rm', Proof>;
const LFN = `${HOME}x`;
const PFN = 'root://s//1';
const SE = 'ALICE::X::Y';
const GUID = '01234567-89AB-CDEF-0123-456789ABCDEF';
const DONE = [{path: LFN, lfn: '1', pfn: PFN, message: `${LFN} 1`}];

describe('the proof that a request was executed', () => {
  let asked: string[];
  const look = (proof: Proof, words: readonly string[], answer: Answer) => {
    asked = [];
    return proof.look(words, (command, options) => {
      asked.push([command, ...options].join(' '));
      return Promise.resolve(answer);
    });
  };

  describe('of a commit', () => {
    const words = ['envelope', '5', LFN, '644', '0', PFN, SE, GUID, 'md5'];
    const entry = (guid: unknown, replicas: unknown) => answerWith({error: 'w'}, [{guid, replicas}]);
    const registered = entry(GUID.toLowerCase(), {'ALICE::OTHER::SE': 'x', 'Alice::x::y': PFN});

    it('is the entry with its GUID and a replica on its storage element', async () => {
      const found = await look(commit, words, registered);
      assert.deepEqual(asked, [`stat -v ${LFN}`]);
      assert.deepEqual([found?.metadata.exitcode, found?.metadata.error, found?.results], ['0', '', DONE]);
    });

    it('finds the words beside those of the dispatcher, before and behind them', async () => {
      for (const line of [
        ['-nomsg', ...words],
        ['-nokeys', ...words],
        [...words, '-nomsg'],
      ]) {
        assert.deepEqual((await look(commit, line, registered))?.results, DONE);
      }
    });

    it('is none for another GUID, another storage element, no replica, no entry', async () => {
      for (const answer of [
        entry('other', {[SE]: PFN}),
        entry(GUID, {'ALICE::OTHER::SE': PFN}),
        entry(GUID, {}),
        entry(GUID, null),
        entry(GUID, SE),
        answerWith({exitcode: '2', error: 'no such file'}),
      ]) {
        assert.equal(await look(commit, words, answer), undefined);
      }
    });

    it('is none where the request did not say what it was about: then nothing is asked', async () => {
      for (const missing of [2, 6, 7]) {
        const others = words.map((word, index) => (index === missing ? '0' : word));
        assert.equal(await look(commit, others, registered), undefined);
        assert.deepEqual(asked, []);
      }
      assert.equal(await look(commit, words.slice(0, 3), registered), undefined);
    });

    it('is the only one that lets a refused second try be looked into', () => {
      assert.deepEqual([commit.mayRepeat, rm.mayRepeat], [true, false]);
      const refusals = ['0', '53', '22'].map((exitcode) => answerWith({exitcode}));
      assert.deepEqual(refusals.map(commit.isRefusedAsSecond), [false, true, false]);
      assert.deepEqual(refusals.map(rm.isRefusedAsSecond), [false, false, false]);
    });
  });

  describe('of an rm', () => {
    const absent = answerWith({exitcode: '2', error: 'no such file'});

    it('is that none of the names is there, whatever options stood before them', async () => {
      const found = await look(rm, ['-nomsg', '-f', 'a', 'b'], absent);
      assert.deepEqual(asked, ['stat -- a b']);
      assert.deepEqual([found?.metadata.exitcode, found?.metadata.error, found?.results], ['0', '', []]);
      await look(rm, ['-f', '--', '-a', 'b'], absent);
      assert.deepEqual(asked, ['stat -- -a b']);
    });

    it('is none where one is there, where the look fails, or says two things at once', async () => {
      for (const answer of [
        answerWith({}, [{lfn: 'a'}]),
        answerWith({exitcode: '13'}),
        answerWith({exitcode: '2'}, [{lfn: 'a'}]),
      ]) {
        assert.equal(await look(rm, ['a', 'b'], answer), undefined);
      }
    });

    it('is none for patterns and for no name: then nothing is asked', async () => {
      for (const words of [['a', 'b*'], ['b?'], ['-f'], ['--'], []]) {
        assert.equal(await look(rm, words, absent), undefined);
        assert.deepEqual(asked, [], words.join(' '));
      }
    });
  });
});
