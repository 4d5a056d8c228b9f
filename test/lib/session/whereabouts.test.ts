import assert from 'node:assert/strict';
import {ServerError} from '../../../src/lib/errors/errors.ts';
import {type Step, Whereabouts} from '../../../src/lib/session/place.ts';
import {HOME, answerWith} from './support/answers.ts';

const DATA = `${HOME}data/`;

describe('the whereabouts of a session with several connections', () => {
  const one = {};
  const other = {};
  let where: Whereabouts;
  beforeEach(() => {
    where = new Whereabouts(undefined);
  });

  /** The user's request was answered from a directory, in a role. */
  const answered = (connection: object, line: string, currentdir = HOME, user = 'demo', exitcode = '0') => {
    const [command = '', ...words] = line.split(' ');
    where.answered(connection, command, words, answerWith({currentdir, user, exitcode}));
  };
  const way = (connection: object, line = 'ls') => {
    const [command = '', ...words] = line.split(' ');
    return where.wayFor(connection, command, words)?.map((step) => `${step.command} ${step.word}`);
  };
  const step = (line: string): Step => {
    const [command, word = ''] = line.split(' ');
    return {command: command as Step['command'], word};
  };

  it('are unknown before the first answer, then home and the directory', () => {
    assert.equal(where.base(), undefined);
    assert.deepEqual(way(one), []);
    answered(one, 'pwd');
    assert.deepEqual(where.base(), {cwd: HOME, home: HOME});
    answered(one, 'cd data', DATA);
    assert.deepEqual(where.base(), {cwd: DATA, home: HOME});
    assert.deepEqual(way(one), []);
    assert.deepEqual(way(other), [`cd ${DATA}`]);
  });

  it('are not known for sure where the first thing asked was to go elsewhere', () => {
    answered(one, 'cd data', DATA);
    assert.equal(where.base(), undefined, 'the home was not told');
    assert.deepEqual(way(other), [`cd ${DATA}`]);
    answered(other, 'pwd', HOME);
    assert.deepEqual(where.base(), {cwd: DATA, home: HOME});
  });

  it('tell who the session is and where, in a role too', () => {
    assert.equal(where.standing(), undefined);
    answered(one, 'cd data', DATA);
    assert.equal(where.standing(), undefined, 'the home was not told');
    answered(other, 'pwd', HOME);
    assert.deepEqual(where.standing(), {user: 'demo', directory: DATA, home: HOME});
    answered(one, 'user prod', DATA, 'prod');
    assert.deepEqual(where.standing(), {user: 'prod', directory: DATA, home: HOME});
    where = new Whereabouts('CERN');
    answered(one, 'ls', '[none]');
    assert.equal(where.standing(), undefined, 'the service sees no directory');
  });

  it('do not follow a connection that only answers from where it was', () => {
    answered(one, 'pwd');
    answered(other, 'pwd');
    answered(one, 'cd data', DATA);
    answered(other, 'ls', HOME); // was under way meanwhile
    assert.deepEqual(where.base(), {cwd: DATA, home: HOME});
    assert.deepEqual(way(other), [`cd ${DATA}`]);
  });

  it('follow a request that moves by an option of the dispatcher', () => {
    answered(one, 'pwd');
    answered(one, `ls -pwd=${DATA}`, DATA);
    assert.equal(where.base()?.cwd, DATA);
    answered(one, 'ls x-pwd=y', HOME);
    assert.equal(where.base()?.cwd, DATA, 'a name that holds it is no option');
  });

  it('have no home where the first request moved by an option', () => {
    answered(one, `ls -pwd=${DATA}`, DATA);
    assert.equal(where.base(), undefined);
  });

  it('keep the directory in which the service sees none', () => {
    answered(one, 'pwd');
    answered(one, 'ls', '[none]');
    assert.deepEqual(where.base(), {cwd: HOME, home: HOME});
    assert.deepEqual(way(one), [`cd ${HOME}`], 'it has to be told where it is');
  });

  it('are reached by an absolute cd from anywhere, without a step before it', () => {
    answered(one, 'cd data', DATA);
    for (const line of ['cd', 'cd /alice', 'cd ~', 'cd ~/x']) assert.deepEqual(way(other, line), [], line);
    for (const line of ['cd x', 'cd x/y', 'cd ..', 'ls /alice']) {
      assert.deepEqual(way(other, line), [`cd ${DATA}`], line);
    }
  });

  it('are in a role for all connections, which a connection in a third one cannot reach', () => {
    answered(one, 'pwd');
    answered(other, 'pwd');
    answered(one, 'user prod', HOME, 'prod');
    assert.equal(where.base(), undefined, 'the home of a role is not known');
    assert.deepEqual(way(one), []);
    assert.deepEqual(way(other), ['user prod']);
    where.stepped(other, step('user prod'), answerWith({user: 'prod'}));
    assert.deepEqual(way(other), []);
    answered(one, 'user sim', HOME, 'sim');
    assert.equal(way(other), undefined, 'from one role no way leads to another one');
    answered(one, 'user demo', HOME, 'demo');
    assert.equal(way(other), undefined, 'nor back');
    assert.deepEqual(way({}), [], 'a new connection is there');
  });

  it('are in the role that a token was asked for', () => {
    answered(one, 'pwd');
    answered(one, 'token -u prod', HOME, 'prod');
    assert.deepEqual(way(other), ['user prod']);
  });

  it('do not take a role from a connection that was not asked for one', () => {
    answered(one, 'pwd');
    answered(other, 'pwd', HOME, 'prod');
    assert.deepEqual(where.base(), {cwd: HOME, home: HOME});
    assert.deepEqual(way({}), []);
  });

  it('begin in a role without having been there first', () => {
    answered(one, 'user prod', HOME, 'prod');
    assert.deepEqual(way(other), ['user prod']);
    answered(other, 'pwd', HOME, 'demo');
    assert.deepEqual(way({}), ['user prod'], 'new connections begin as demo');
  });

  it('have a site and a timing that each connection is told once', () => {
    answered(one, 'setSite CERN');
    answered(one, 'timing on');
    assert.deepEqual(way(one), []);
    assert.deepEqual(way(other), ['setSite CERN', 'timing on']);
    where.stepped(other, step('setSite CERN'), answerWith());
    assert.deepEqual(way(other), ['timing on']);
    where.stepped(other, step('timing on'), answerWith());
    assert.deepEqual(way(other), []);
    answered(other, 'pwd');
    assert.deepEqual(way(other), [], 'an answer does not forget them');
    answered(other, 'setSite GSI');
    assert.deepEqual(way(one), ['setSite GSI']);
  });

  it('keep site and timing where the service refuses others, or is only asked for them', () => {
    answered(one, 'setSite CERN');
    answered(one, 'timing on');
    answered(one, 'setSite Nowhere', HOME, 'demo', '22');
    answered(one, 'setSite');
    answered(one, 'timing maybe', HOME, 'demo', '22');
    answered(one, 'timing');
    answered(one, 'ls GSI');
    assert.deepEqual(way(one), []);
    assert.deepEqual(way(other), ['setSite CERN', 'timing on']);
  });

  it('do not take site and timing from a connection that has older ones', () => {
    answered(one, 'setSite CERN');
    answered(one, 'timing on');
    where.stepped(other, step('setSite CERN'), answerWith());
    where.stepped(other, step('timing on'), answerWith());
    answered(one, 'setSite GSI');
    answered(one, 'timing off');
    answered(other, 'ls');
    assert.deepEqual(way({}), ['setSite GSI', 'timing off']);
  });

  it('begin with the site of the settings; an empty one is none', () => {
    where = new Whereabouts('GSI');
    assert.deepEqual(way(one), ['setSite GSI']);
    where = new Whereabouts('');
    assert.deepEqual(way(one), []);
  });

  it('are not given up for a site or a timing that a new connection is refused', () => {
    answered(one, 'setSite CERN');
    answered(one, 'timing on');
    where.stepped(other, step('setSite CERN'), answerWith({exitcode: '22', error: 'no'}));
    where.stepped(other, step('timing on'), answerWith({exitcode: '22', error: 'no'}));
    assert.deepEqual(way(other), [], 'they are not asked for again and again');
  });

  it('are reached by a step, or the request is not sent, with what helps', () => {
    answered(one, 'pwd');
    answered(one, 'cd data', DATA);
    const refused = (line: string) => {
      let failure: unknown;
      try {
        where.stepped(other, step(line), answerWith({exitcode: '2', error: 'gone'}));
      } catch (error) {
        failure = error;
      }
      assert.ok(failure instanceof ServerError);
      assert.equal(failure.exitCode, 2);
      return failure;
    };
    const directory = refused(`cd ${DATA}`);
    assert.match(directory.message, /the directory .*data\/ of the session: gone/);
    assert.match(directory.next.join(), /cd \/alice/);
    const role = refused('user prod');
    assert.match(role.message, /the role prod of the session: gone/);
    assert.deepEqual(role.next, []);
    assert.deepEqual(way(other), [`cd ${DATA}`], 'it is still to be moved');
    where.stepped(other, step(`cd ${DATA}`), answerWith({currentdir: DATA}));
    assert.deepEqual(way(other), []);
  });
});
