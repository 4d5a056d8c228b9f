// A process that answers the launcher as a worker of the agent does, and does nothing: the price of handing over.
import {createServer} from 'node:net';
import type {Socket} from 'node:net';
import {join} from 'node:path';
import {bundleOf} from '../../src/lib/agent/bundle.ts';
import {fileMark} from '../../src/lib/files/file-mark.ts';
import {MESSAGE, message} from '../../src/lib/agent/messages.ts';
import {agentPlace, makeAgentDirectory} from '../../src/lib/agent/place.ts';

const HEAD = 8;
const build = fileMark(bundleOf(join(import.meta.dirname, '../..')));

const place = agentPlace(process.env);
makeAgentDirectory(place);
createServer(serve).listen(place.socket, () => process.send?.('ready'));
process.once('disconnect', () => process.exit());

function serve(socket: Socket): void {
  const greeting = Buffer.from(`${process.pid} ${build}`);
  const head = message(MESSAGE.hello);
  head.writeUInt32LE(greeting.length, 4);
  socket.write(Buffer.concat([head, greeting]));
  socket.on('error', () => undefined);
  let rest = Buffer.alloc(0);
  socket.on('data', (piece) => {
    rest = Buffer.concat([rest, piece]);
    for (;;) {
      if (rest.length < HEAD) return;
      const length = HEAD + rest.readUInt32LE(4);
      if (rest.length < length) return;
      const type = rest.readUInt32LE(0);
      rest = rest.subarray(length);
      if (type === MESSAGE.request) socket.write(message(MESSAGE.ready));
      if (type === MESSAGE.go)
        socket.write(Buffer.concat([message(MESSAGE.begun), message(MESSAGE.ended, 0, 0)]));
    }
  });
}
