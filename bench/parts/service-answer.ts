import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import WebSocket from 'ws';
import {median} from '../frame/table.ts';

const ROUNDS = 101;

/** The ms from a request `pwd` on an open connection to its answer. */
export async function serviceAnswer(env: Readonly<Record<string, string>>): Promise<number> {
  const read = (name: string): Buffer => readFileSync(env[name] ?? '');
  const socket = new WebSocket(
    `wss://${env['ALIENPY_JCENTRAL']}:${env['ALIENPY_JCENTRAL_PORT']}/websocket/json`,
    {
      ca: readFileSync(`${env['X509_CERT_DIR']}/ca.pem`),
      cert: read('X509_USER_CERT'),
      key: read('X509_USER_KEY'),
    },
  );
  await once(socket, 'open');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    socket.send('{"command":"pwd"}');
    await once(socket, 'message');
    times.push(performance.now() - start);
  }
  socket.terminate();
  return median(times);
}
