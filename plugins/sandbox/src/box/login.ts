import {join} from 'node:path';
import type {Endpoint} from './environment.ts';
import {userFiles} from './layout.ts';
import type {Layout} from './layout.ts';
import {readOwn} from '../read-own.ts';

const LIMIT = 10_000;

/** Logs in as a client would and asks for the current directory: the proof that a sandbox can be used. */
export async function logIn(layout: Layout, {host, port}: Endpoint, user: string): Promise<void> {
  const {default: WebSocket} = await import('ws');
  const files = userFiles(layout, user);
  const socket = new WebSocket(`wss://${host}:${port}/websocket/json`, {
    ca: readOwn(join(layout.certificates, 'ca.pem')),
    cert: readOwn(files.cert),
    key: readOwn(files.key),
    handshakeTimeout: LIMIT,
    perMessageDeflate: false,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error('no answer')), LIMIT);
      socket.on('open', () => socket.send('{"command":"pwd"}'));
      socket.on('message', () => resolve());
      socket.on('error', reject);
      socket.on('close', () => clearTimeout(patience));
    });
  } finally {
    socket.terminate();
  }
}
