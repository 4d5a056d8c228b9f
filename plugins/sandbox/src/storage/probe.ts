import {connect} from 'node:net';

/** The first message of an XRootD client, and the length of the answer to it. */
const HELLO = Buffer.from('00000000'.repeat(3) + '00000004' + '000007dc', 'hex');
const HELLO_ANSWER = 16;

/** Whether an XRootD server answers on that port of loopback. */
export function answersXrootd(port: number, timeout = 1000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({host: '127.0.0.1', port, timeout}, () => socket.write(HELLO));
    let received = 0;
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (data) => {
      received += data.length;
      if (received >= HELLO_ANSWER) done(true);
    });
    socket.on('timeout', () => done(false));
    socket.on('error', () => done(false));
    socket.on('close', () => resolve(false));
  });
}
