import assert from 'node:assert/strict';
import Whoami from '../../src/commands/_account/whoami.ts';
import {Workbench} from './workbench.ts';

describe('the verbs of the account', () => {
  const bench = new Workbench();

  it('whoami', async () => {
    assert.equal(await bench.sent(Whoami), 'whoami');
    assert.equal(await bench.sent(Whoami, ['-v']), 'whoami -v');
    assert.equal((await bench.run(Whoami, ['x'])).code, 22);
  });
});
