import type {Socket} from 'node:net';
import {NetworkError} from '../../errors/errors.ts';
import {readFile} from '../../files/read-file.ts';
import {UnreadableFile} from '../../files/unreadable-file.ts';
import {type Endpoint, address} from '../../settings/endpoint.ts';

/** Another user listens where a JBox of the user's should. */
export class ForeignPeer extends NetworkError {}

/** bytes; a machine with 100,000 sockets has 15 MB of table */
const LIMIT = 64 << 20;

/** The state of a socket that listens, as the tables of /proc have it. */
const LISTENING = '0A';

/**
 * Make sure that who listens at the other end of a connection on this machine is the user, or root. Any user may
 * listen on a port; a JBox shows the certificate of its job, which does not tell this machine's users apart.
 * @throws {ForeignPeer} 107 for another user, or where no one can tell
 */
export function checkPeer(socket: Socket, endpoint: Endpoint): void {
  const {remoteAddress = '', remotePort = 0} = socket;
  const owners = new Set(listenersAt(remoteAddress, remotePort));
  const stranger = [...owners].find((uid) => uid !== 0 && uid !== process.getuid?.());
  if (owners.size > 0 && stranger === undefined) return;
  const who =
    stranger === undefined
      ? 'this machine does not tell who listens there'
      : `user id ${stranger} listens there, not you`;
  throw new ForeignPeer(`The JBox at ${address(endpoint)} (${endpoint.origin}) is not used: ${who}.`, {
    next: [`Remove what names it (${endpoint.origin}), or name the service to use in ALIENPY_JCENTRAL.`],
  });
}

/** The user ids of the sockets that listen for connections to an address of this machine. */
function listenersAt(ip: string, port: number): number[] {
  const plain = ip.replace(/^::ffff:/, '');
  const isIPv4 = !plain.includes(':');
  const any = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);
  return [
    ...(isIPv4 ? table('tcp') : []),
    // A socket of IPv6 that listens everywhere takes connections of IPv4 too.
    ...table('tcp6'),
  ]
    .filter((row) => row.port === port && (any(row.bytes) || isSame(row.bytes, plain)))
    .map(({uid}) => uid);
}

interface Row {
  /** of the address, in the order of the network */
  readonly bytes: Buffer;
  readonly port: number;
  readonly uid: number;
}

/** The listening sockets of a table: `number: ADDRESS:PORT REMOTE:PORT STATE queues timer retransmits UID ...` */
function table(name: 'tcp' | 'tcp6'): Row[] {
  let text: string;
  try {
    // The kernel writes it; in a namespace of users, as that of a job, its owner seems to be no one.
    text = readFile(`/proc/net/${name}`, {owner: 'anyone', limit: LIMIT, link: 'follow'}).bytes.toString(
      'latin1',
    );
  } catch (error) {
    if (error instanceof UnreadableFile) return []; // without IPv6 there is no table of it
    throw error;
  }
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === LISTENING)
    .map(([, local = '', , , , , , uid = '']) => {
      const [hex = '', port = ''] = local.split(':');
      const words = Buffer.from(hex, 'hex');
      return {bytes: words.swap32(), port: Number.parseInt(port, 16), uid: Number(uid)};
    });
}

function isSame(bytes: Buffer, ip: string): boolean {
  const mapped = bytes.length === 16 && bytes.subarray(0, 10).every((byte) => byte === 0);
  const isMapped = mapped && bytes.readUInt16BE(10) === 0xffff;
  if (bytes.length === 4 || isMapped) return [...bytes.subarray(-4)].join('.') === ip;
  const groups = Array.from({length: 8}, (_, i) => bytes.readUInt16BE(2 * i).toString(16));
  return URL.parse(`http://[${groups.join(':')}]`)?.hostname === URL.parse(`http://[${ip}]`)?.hostname;
}
