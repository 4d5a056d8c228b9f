import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {NetworkError, ServerError, UserError} from '../../../src/lib/errors/errors.ts';
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

  it('may pass if it is of the network, unless it says otherwise', () => {
    assert.equal(new NetworkError('').mayPass, true);
    assert.equal(new NetworkError('', {mayPass: false}).mayPass, false);
    assert.equal(new ServerError('').mayPass, false);
    assert.equal(new ServerError('', {mayPass: true}).mayPass, true);
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
