import assert from 'node:assert/strict';
import {termsOf} from '../../../src/lib/agent/caller-terms.ts';
import {GONE_PID} from '../../support/gone-pid.ts';

describe('the terms on which a process works', () => {
  it('are user, groups, rights, limits, niceness, name spaces and root', () => {
    const names = termsOf('self')
      ?.split('\n')
      .map((line) => line.split(/[ :]/)[0]);
    const wanted = ['Uid', 'Gid', 'Groups', 'CapEff', 'NoNewPrivs', 'Seccomp', 'Max', 'nice', 'root'];
    assert.deepEqual(
      wanted.filter((name) => !names?.includes(name)),
      [],
    );
    assert.match(termsOf('self') ?? '', /^Max file size .*\n(?:.*\n)*mnt:.*\nnet:.*\npid:.*\nuser:.*\nuts:/m);
  });

  it('are those of its number', () => assert.equal(termsOf(process.pid), termsOf('self')));

  it('are not told of a process that is gone', () => assert.equal(termsOf(GONE_PID), undefined));
});
