import assert from 'node:assert/strict';
import {realEngines} from '../src/lib/cli/base/engines.ts';
import {InterruptedError} from '../src/lib/cli/base/interrupt.ts';
import {LazySession} from '../src/lib/cli/base/lazy-session.ts';
import {NetworkError, ServerError} from '../src/lib/errors/errors.ts';
import type {SessionOptions} from '../src/lib/session/session.ts';
import {lookAtConfiguration} from '../src/lib/settings/configured-settings.ts';
import {XrootdStorage} from '../src/lib/storage/xrootd-storage.ts';
import {WarmProgram} from '../src/warm-program.ts';

describe('the program of a worker', () => {
  for (const [title, error, isWorn] of [
    ['was silent', new NetworkError('no data', {code: 'TIMED_OUT'}), true],
    ['was given up', new InterruptedError('Stopped by SIGINT.', 130), true],
    ['has refused', new ServerError('no such file', {code: 'NO_SUCH_FILE'}), false],
  ] as const) {
    it(`is ${isWorn ? 'worn' : 'as before'} when storage ${title}`, async () => {
      const storage = Object.assign(new XrootdStorage(), {remove: () => Promise.reject(error)});
      const program = new WarmProgram('test', {...realEngines, openStorage: () => Promise.resolve(storage)});
      const {settings} = lookAtConfiguration({HOME: '/nonexistent'});
      const opened = await program.engines.openStorage(settings, {});
      assert.equal(program.isWorn, false);
      await assert.rejects(opened.remove({url: 'root://h//f', envelope: ''}), error);
      assert.equal(program.isWorn, isWorn);
    });
  }

  it('gives a command back that needs a pass phrase, but only before its first request', async () => {
    let open: (() => Promise<SessionOptions>) | undefined;
    const program = new WarmProgram('test', {
      ...realEngines,
      openSession: (options) => new LazySession((open = options)),
    });
    program.access({HOME: '/nonexistent'});
    const {askPassphrase, observe} = (await open?.()) ?? {};
    let back = 0;
    const ask = async () => {
      back = 0;
      await assert.rejects(async () => askPassphrase?.('key.pem', 1), /needs a pass phrase/);
      return back;
    };
    program.begin(() => back++);
    assert.equal(await ask(), 1);
    observe?.({kind: 'request', command: 'mv', options: ['a', 'b']});
    assert.equal(await ask(), 0, 'it would be done twice');
    program.begin(() => back++);
    assert.equal(await ask(), 1);
  });
});
