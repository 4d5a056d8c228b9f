import assert from 'node:assert/strict';
import {realEngines} from '../../src/lib/cli/base/engines.ts';
import {LazySession} from '../../src/lib/cli/base/lazy-session.ts';
import type {SessionOptions} from '../../src/lib/session/session.ts';
import {WarmProgram} from '../../src/worker/warm-program.ts';

describe('the program of a worker', () => {
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
