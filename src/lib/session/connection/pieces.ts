import type {WebSocket} from 'ws';

/** What is used of the receiver inside of a websocket, which gathers the pieces of a message. */
interface Receiver {
  _fragments: Buffer[];
  dataMessage(done: unknown): void;
}

/**
 * Take the bytes of messages out of a websocket while they come in. Its library hands messages over whole, and has no
 * other way; where it has changed inside, they come whole as before.
 * @param take gets what has come of the current message, each byte once. `false`: it is to gather on
 * @returns whether it is possible
 */
export function takePieces(socket: WebSocket, take: (pieces: readonly Buffer[]) => boolean): boolean {
  const receiver: unknown = '_receiver' in socket ? socket._receiver : undefined;
  if (!isReceiver(receiver)) return false;
  const gather = receiver.dataMessage.bind(receiver);
  receiver.dataMessage = (done) => {
    if (receiver._fragments.length > 0 && take(receiver._fragments)) receiver._fragments = [];
    gather(done);
  };
  return true;
}

function isReceiver(value: unknown): value is Receiver {
  return (
    typeof value === 'object' &&
    value !== null &&
    '_fragments' in value &&
    Array.isArray(value._fragments) &&
    'dataMessage' in value &&
    typeof value.dataMessage === 'function'
  );
}
