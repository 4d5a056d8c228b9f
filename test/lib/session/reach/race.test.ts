import assert from 'node:assert/strict';
import {addressesOf} from '../../../../src/lib/session/reach/addresses.ts';
import {dial, dialling} from '../../../../src/lib/session/reach/dial.ts';
import {settingsOf} from '../../../../src/lib/settings/configured-settings.ts';
import {race} from '../../../../src/lib/session/reach/race.ts';
import {listen} from '../support/servers.ts';

/** An attempt that tells when it begins, and ends when the test says so. */
function attempt() {
  const outcome = Promise.withResolvers<string>();
  const begun = Promise.withResolvers<AbortSignal>();
  return {
    ...outcome,
    begun: begun.promise,
    run: (signal: AbortSignal): Promise<string> => {
      begun.resolve(signal);
      return outcome.promise;
    },
  };
}

describe('a race of attempts', () => {
  it('begins the second while the first still waits, and gives none up before one has won', async () => {
    const [first, second] = [attempt(), attempt()];
    const winner = race([first.run, second.run], 1, () => {});
    const signal = await first.begun;
    await second.begun;
    assert.equal(signal.aborted, false);
    first.resolve('the slow one');
    assert.equal(await winner, 'the slow one');
    assert.equal((await second.begun).aborted, true);
  });

  it('begins the next at once when one fails', async () => {
    const [first, second] = [attempt(), attempt()];
    const winner = race([first.run, second.run], Infinity, () => {});
    first.reject(new Error('refused'));
    await second.begun;
    second.resolve('second');
    assert.equal(await winner, 'second');
  });

  it('discards what comes after the winner', async () => {
    const [first, second] = [attempt(), attempt()];
    const discarded = Promise.withResolvers<string>();
    const winner = race([first.run, second.run], 1, discarded.resolve);
    await second.begun;
    second.resolve('winner');
    assert.equal(await winner, 'winner');
    first.resolve('late');
    assert.equal(await discarded.promise, 'late');
  });

  it('fails as the first one did when all fail, and with the reason when it is stopped', async () => {
    const refused = [1, 2].map((n) => () => Promise.reject<string>(new Error(`refused ${n}`)));
    await assert.rejects(
      race(refused, 1, () => {}),
      {message: 'refused 1'},
    );
    const controller = new AbortController();
    const hanging = attempt();
    const stopped = race([hanging.run], 1, () => {}, controller.signal);
    controller.abort(new Error('enough'));
    await assert.rejects(stopped, {message: 'enough'});
    assert.equal((await hanging.begun).aborted, true);
  });
});

describe('the addresses of a host', () => {
  const find = () =>
    Promise.resolve([
      {address: '2001:db8::1', family: 6},
      {address: '2001:db8::2', family: 6},
      {address: '192.0.2.1', family: 4},
    ]);
  const addresses = async (env: Record<string, string>, host = 'host') =>
    (await addressesOf(host, settingsOf(env).get('connect.family'), find)).map(({address}) => address);

  it('are tried in turns of both families', async () => {
    assert.deepEqual(await addresses({}), ['2001:db8::1', '192.0.2.1', '2001:db8::2']);
  });

  it('are of the family that ALIENPY_NETWORKSTACK names', async () => {
    for (const stack of ['ipv4', 'v4', '4', 'IPv4']) {
      assert.deepEqual(await addresses({ALIENPY_NETWORKSTACK: stack}), ['192.0.2.1']);
    }
    assert.deepEqual(await addresses({ALIENPY_NETWORKSTACK: 'ipv6'}), ['2001:db8::1', '2001:db8::2']);
    const only = () => Promise.resolve([{address: '192.0.2.1', family: 4}]);
    await assert.rejects(addressesOf('host', 'ipv6', only), {
      code: 'EADDRNOTAVAIL',
      message: /no IPv6 address/,
    });
  });

  it('need no look-up where the host is one', async () => {
    assert.deepEqual(await addresses({}, '127.0.0.1'), ['127.0.0.1']);
  });

  it('are passed over where nobody listens, with staggered attempts and without', async () => {
    const server = await listen(() => {});
    const find = () =>
      Promise.resolve([
        {address: '127.0.0.3', family: 4},
        {address: '::1', family: 6},
        {address: '127.0.0.1', family: 4},
      ]);
    for (const env of [{}, {ALIENPY_NO_STAGGER: '1'}]) {
      const options = {...dialling(settingsOf(env)), find, patience: 10_000};
      const socket = await dial('host', server.port, options);
      assert.equal(socket.remoteAddress, '127.0.0.1');
      socket.destroy();
    }
    await server.close();
  });
});
