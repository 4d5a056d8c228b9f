import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {type Socket, connect} from 'node:net';

const LISTEN = `const server = require('node:net').createServer();
  server.listen({port: 0, host: '127.0.0.1', backlog: 1}, () => console.log(server.address().port));`;

/** So many connections fill the queue of a listener with a backlog of 1. */
const QUEUE = 4;

/** A port of 127.0.0.1 that does not answer: a listener that is stopped, with a full queue. */
export async function blackHole(): Promise<{port: number; close: () => void}> {
  const child = spawn(process.execPath, ['-e', LISTEN], {stdio: ['ignore', 'pipe', 'ignore']});
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(text.toString());
  child.kill('SIGSTOP');
  const filling: Socket[] = Array.from({length: QUEUE}, () =>
    connect(port, '127.0.0.1').on('error', () => {}),
  );
  await once(filling[0] as Socket, 'connect');
  return {
    port,
    close() {
      for (const socket of filling) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}
