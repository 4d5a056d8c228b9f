// One connection, step by step, in a process of its own: prints the milliseconds of each step as JSON.
// Started by bench/session.ts with the environment of a grid.
import {once} from 'node:events';
import {WebSocket} from 'ws';
import {selectCredentials} from '../src/lib/credentials/select.ts';
import {unlock} from '../src/lib/credentials/unlock.ts';
import {endpoints} from '../src/lib/settings/endpoint.ts';
import {dial} from '../src/lib/session/reach/dial.ts';
import {secure} from '../src/lib/session/reach/secure.ts';
import {Trust} from '../src/lib/trust/trust.ts';

const {env} = process;
const steps: Record<string, number> = {};
let last = performance.now();
const lap = (step: string): void => {
  const now = performance.now();
  steps[step] = now - last;
  last = now;
};

const [endpoint] = endpoints(env);
if (endpoint === undefined) throw new Error('There is no grid.');
const credentials = await unlock(selectCredentials(env), undefined);
lap('credentials');
const trust = new Trust(env);
const {length} = trust.current.certificates;
lap('read authorities');
const socket = await dial(endpoint.host, endpoint.port);
lap('TCP');
const tls = await secure(socket, endpoint, {credentials, trust}, new AbortController().signal);
lap('parse authorities, TLS');
const webSocket = new WebSocket(`ws://${endpoint.host}/websocket/json`, {createConnection: () => tls});
await once(webSocket, 'open');
lap('upgrade');
webSocket.send('{"command":"pwd"}');
await once(webSocket, 'message');
lap('request');
webSocket.terminate();
process.stdout.write(JSON.stringify({steps, authorities: length}));
