import assert from 'node:assert/strict';
import {reportFailure} from '../../../../src/lib/cli/base/failure.ts';
import {InterruptedError} from '../../../../src/lib/cli/base/interrupt.ts';
import {Output, type TextStream} from '../../../../src/lib/cli/show/output.ts';
import {ServerError} from '../../../../src/lib/errors/errors.ts';

/** Report an error, and give the exit code with what was written to stderr. */
function reported(error: unknown, commandId?: string, flags = {}) {
  let text = '';
  const stderr: TextStream = {write: (chunk) => ((text += String(chunk)), true)};
  const stdout: TextStream = {write: () => assert.fail('stdout is for data')};
  return [reportFailure(error, new Output(stdout, stderr), commandId, flags), text];
}

const parseError = (message: string, exit?: number) => Object.assign(new Error(message), {oclif: {exit}});

describe('the report of a failure', () => {
  it('is none for a person who stopped the command', () => {
    const error = new InterruptedError('stopped', 130);
    assert.deepEqual(reported(error, 'cp'), [130, '']);
  });

  it('says what went wrong and what to do, with the code of the error', () => {
    const error = new ServerError('refused', {exitCode: 13, next: ['try this', '  and that']});
    assert.deepEqual(reported(error, 'ls'), [13, 'refused\n  > try this\n    and that\n']);
  });

  it('is none where the parser showed help', () => {
    assert.deepEqual(reported(parseError('help', 0), 'ls'), [0, '']);
  });

  it('puts a mistake in the command line into one line, and names the help', () => {
    const wrong = parseError(
      'Parsing --retry \n\tExpected an integer but received: x\nSee more help with --help',
    );
    const hint = '  > See "alien sandbox start --help".\n';
    assert.deepEqual(reported(wrong, 'sandbox:start', {retry: {char: 'r'}}), [
      22,
      `-r, --retry: x is not an integer.\n${hint}`,
    ]);
    assert.deepEqual(reported(wrong, undefined), [22, '--retry: x is not an integer.\n']);
    assert.deepEqual(reported(parseError('Flag --l expects a value', 2), undefined), [
      22,
      '--l needs a value. One that begins with a dash: --l=-X\n',
    ]);
    assert.deepEqual(reported(parseError('Unexpected argument: y'), undefined), [
      22,
      'Unexpected argument: y\n',
    ]);
  });

  it('shows where a bug is, and asks for a report', () => {
    const [code, text] = reported(new TypeError('a bug'), 'ls');
    assert.equal(code, 1);
    assert.match(String(text), /TypeError: a bug\n +at [^]*our fault/);
    assert.match(String(reported('text')[1]), /failed unexpectedly: text/);
  });
});
