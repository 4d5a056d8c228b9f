import assert from 'node:assert/strict';
import {createServer} from 'node:net';
import {endpoints} from '../../../../src/lib/settings/endpoint.ts';
import {settingsOf} from '../../../../src/lib/settings/configured-settings.ts';
import {type Limits, limitsFrom} from '../../../../src/lib/settings/limits.ts';
import {SETTINGS} from '../../../../src/lib/settings/settings.ts';
import {addressesOf} from '../../../../src/lib/session/reach/addresses.ts';
import {dial, dialling} from '../../../../src/lib/session/reach/dial.ts';
import {proxyFor} from '../../../../src/lib/session/reach/proxy.ts';
import {connect} from '../../../../src/lib/session/connect.ts';
import {blackHole} from '../../stage/black-hole.ts';
import {Program} from '../../stage/program.ts';
import {type Scene, useScene} from '../../stage/scene.ts';
import {shows} from './documented.ts';

/** Those that say how the central service is reached. */
export function connectionVariables(): void {
  let scene: Scene;
  useScene({}, (opened) => (scene = opened));

  shows(['ALIENPY_JCENTRAL', 'ALIENPY_JCENTRAL_PORT', 'JALIEN_HOST', 'JALIEN_WSPORT'], () => {
    const where = (env: Record<string, string>) =>
      endpoints({TMPDIR: scene.dir, ...env}).map(({host, port}) => `${host}:${port}`);
    assert.deepEqual(where({ALIENPY_JCENTRAL: 'a', ALIENPY_JCENTRAL_PORT: '1', JALIEN_HOST: 'b'}), ['a:1']);
    assert.deepEqual(where({JALIEN_HOST: 'b', JALIEN_WSPORT: '2'}), ['b:2', 'alice-jcentral.cern.ch:8097']);
  });

  shows(['ALIEN_SANDBOX'], async () => {
    const env = {...scene.grid.env(), ALIENPY_JCENTRAL_PORT: '1', ALIEN_SANDBOX: '--name tutorial'};
    const {stderr} = await new Program(env, scene.dir).run('pwd');
    assert.match(stderr, /"alien sandbox status --name tutorial".*"alien sandbox start --name tutorial"/);
    const doctor = await new Program(env, scene.dir).run('doctor');
    assert.match(doctor.stdout, /Start your sandbox: alien sandbox start --name tutorial$/m);
  });

  const limiting = SETTINGS.filter(
    ({name, kind}) => /^(connect|session)\./.test(name) && typeof kind.read('7') === 'number',
  );
  shows(
    limiting.map(({variable}) => variable),
    () => {
      const standard = limitsFrom(settingsOf({}));
      const found = limiting.map(({variable, kind}) => {
        const limits = limitsFrom(settingsOf({[variable]: '7'}));
        const changed = (Object.keys(limits) as (keyof Limits)[]).filter(
          (key) => limits[key] !== standard[key],
        );
        const [key = 'connect'] = changed;
        assert.equal(changed.length, 1, variable);
        const unit = /seconds/.test(kind.wanted) ? 1000 : /MiB/.test(kind.wanted) ? 2 ** 20 : 1;
        assert.equal(limits[key], 7 * unit, variable);
        return key;
      });
      assert.deepEqual(found.sort(), Object.keys(standard).sort());
    },
  );

  shows(['ALIENPY_NETWORKSTACK'], async () => {
    const both = [
      {address: '::1', family: 6},
      {address: '127.0.0.1', family: 4},
    ];
    const familyOf = (stack: string) => settingsOf({ALIENPY_NETWORKSTACK: stack}).get('connect.family');
    const found = (stack: string) =>
      addressesOf('h', familyOf(stack), () => Promise.resolve(both)).then((all) =>
        all.map(({address}) => address).join(),
      );
    assert.deepEqual(await Promise.all(['', 'ipv4', 'ipv6'].map(found)), [
      '::1,127.0.0.1',
      '127.0.0.1',
      '::1',
    ]);
  });

  shows(['ALIENPY_NO_STAGGER'], async () => {
    const hole = await blackHole();
    const other = createServer((socket) => socket.destroy()).listen(hole.port, '127.0.0.2');
    try {
      const find = () => Promise.resolve(['127.0.0.1', '127.0.0.2'].map((address) => ({address, family: 4})));
      const socket = await dial('h', hole.port, {...dialling(settingsOf({})), find, patience: 10_000});
      assert.equal(socket.remoteAddress, '127.0.0.2');
      socket.destroy();
      const oneByOne = dialling(settingsOf({ALIENPY_NO_STAGGER: '1'}));
      const signal = AbortSignal.timeout(600); // the next address would have come after 250 ms
      await assert.rejects(dial('h', hole.port, {...oneByOne, find, patience: 10_000, signal}), {
        name: 'TimeoutError',
      });
    } finally {
      other.close();
      hole.close();
    }
  });

  shows(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy'], () => {
    const service = {host: 'alice.example', port: 8097};
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) {
      const env = {[name]: 'http://proxy:3128'};
      assert.equal(proxyFor(service, env)?.port, 3128, name);
      for (const not of ['NO_PROXY', 'no_proxy']) {
        assert.equal(proxyFor(service, {...env, [not]: '.example'}), undefined, not);
      }
    }
  });

  shows(['ALIEN_SITE'], async () => {
    const session = connect({env: {...scene.grid.env(), ALIEN_SITE: 'CERN'}, userAgent: 'test'});
    scene.grid.requests.length = 0;
    await session.request('pwd');
    session.close();
    assert.deepEqual(
      scene.grid.requests.map(({command}) => command),
      ['setSite', 'pwd'],
    );
  });
}
