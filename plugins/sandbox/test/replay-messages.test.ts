import assert from 'node:assert/strict';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {startGrid} from '../src/testing.ts';
import type {TestGrid} from '../src/testing.ts';
import {connect} from './support/client.ts';
import type {Reply} from './support/client.ts';
import {mask} from './support/mask.ts';

interface Experiment {
  name: string;
  sent: string;
  response: string;
  close: {code: number; reason: string} | null;
}

/** Where the experiments with whole texts end; the later ones play with frames, which `protocol.test.ts` does. */
const LAST = 'optEmptyArr';

/** Sends what a real central service was sent as whole messages, sound ones and others. ALIEN_WIRE: see the replay. */
describe('replay of odd messages', () => {
  const file = join(process.env['ALIEN_WIRE'] ?? '', 'protocol/bad_messages.json');
  if (!existsSync(file)) {
    it('compares with recordings', function () {
      console.log('      no recordings: set ALIEN_WIRE to their folder');
      this.skip();
    });
    return;
  }
  const all = JSON.parse(readFileSync(file, 'utf8')) as Experiment[];
  const experiments = all.slice(0, all.findIndex(({name}) => name === LAST) + 1);
  let grid: TestGrid;
  before(async () => {
    grid = await startGrid({users: ['ruser']});
    await grid.addUser('auser', {roles: ['prod'], fullname: 'Alice User'});
  });
  after(() => grid.stop());

  for (const {name, sent, response, close} of experiments) {
    it(name, async () => {
      const client = await connect(grid, 'auser');
      if (close !== null) {
        client.socket.send(sent);
        const [code] = (await once(client.socket, 'close')) as [number];
        assert.equal(code, close.code);
        return;
      }
      const ours = JSON.parse(await client.exchange(sent)) as Reply;
      client.socket.close();
      assert.deepEqual(mask(ours, name), mask(JSON.parse(response) as Reply, name));
    });
  }
});
