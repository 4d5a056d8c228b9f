import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {NetworkError, ServerError, UserError} from '../../../src/lib/errors/errors.ts';
import {localError} from '../../../src/lib/errors/local-error.ts';
import {EXIT} from '../../../src/lib/errors/exit-codes.ts';

describe('a failure', () => {
  it('has the exit code and the text for scripts that its name gives', () => {
    const {exitCode, code} = new UserError('no', {code: 'NO_SUCH_FILE'});
    assert.deepEqual({exitCode, code}, {exitCode: 2, code: 'ALIEN_NO_SUCH_FILE'});
  });

  it('keeps a code that the service gave, and is named after it where it has a name', () => {
    assert.equal(new ServerError('no', {exitCode: 13}).code, 'ALIEN_PERMISSION_DENIED');
    const unnamed = new ServerError('no', {exitCode: 99});
    assert.deepEqual([unnamed.exitCode, unnamed.code], [99, 'ALIEN_FAILED']);
  });

  it('tells two failures with one number apart', () => {
    const codes = (['NO_SUCH_COMMAND', 'CERTIFICATE_EXPIRED'] as const).map(
      (code) => new UserError('', {code}),
    );
    assert.deepEqual(
      codes.map(({exitCode}) => exitCode),
      [127, 127],
    );
    assert.notEqual(codes[0]?.code, codes[1]?.code);
  });

  it('has no cause and no advice where none is given', () => {
    const error = new UserError('no');
    assert.deepEqual([error.next, 'cause' in error], [[], false]);
    assert.equal(new UserError('no', {cause: error}).cause, error);
  });

  it('may pass if it is of the network, unless it says otherwise', () => {
    assert.equal(new NetworkError('').mayPass, true);
    assert.equal(new NetworkError('', {mayPass: false}).mayPass, false);
    assert.equal(new ServerError('').mayPass, false);
    assert.equal(new ServerError('', {mayPass: true}).mayPass, true);
  });
});

describe('a failure of the local file system', () => {
  const failed = (code: string) => Object.assign(new Error(code), {code, syscall: 'open'});
  const named = (error: unknown, path = '/x') => localError(error, path) as UserError;

  it('says what is wrong with which file, with the code of the system', () => {
    const error = failed('EACCES');
    const {message, exitCode, cause} = named(error);
    assert.deepEqual([message, exitCode, cause], ['/x: permission denied.', 13, error]);
    assert.equal(named(failed('ENOENT')).exitCode, 2);
    assert.deepEqual([named(failed('EODD')).message, named(failed('EODD')).exitCode], ['/x: EODD.', 5]);
  });

  it('is said to be one of the name where that is not UTF-8', () => {
    const {message, exitCode, next} = named(failed('ENOENT'), '/x\uFFFD');
    assert.match(message, /its name is not UTF-8/);
    assert.deepEqual([exitCode, next.length], [84, 1]);
    assert.equal(named(failed('EACCES'), '/x\uFFFD').exitCode, 13);
  });

  it('is nothing else: other errors pass as they are', () => {
    const noCall = Object.assign(new Error('x'), {code: 'ENOENT'});
    const ours = Object.assign(new UserError('ours'), {syscall: 'open'});
    for (const error of [new Error('x'), noCall, ours, 'x', undefined])
      assert.equal(localError(error, '/x'), error);
  });
});

describe('docs/exit-codes.md', () => {
  it('explains each exit code', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/exit-codes.md'), 'utf8');
    const told = new Set(
      [...text.matchAll(/^\| ([\d, ]+?) +\|/gm)].flatMap(([, numbers = '']) =>
        numbers.split(',').map((number) => Number(number)),
      ),
    );
    assert.deepEqual(
      [...new Set(Object.values(EXIT))].filter((code) => !told.has(code)),
      [],
    );
  });
});
