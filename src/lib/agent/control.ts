import {once} from 'node:events';
import {type Server, connect, createServer} from 'node:net';
import {text} from 'node:stream/consumers';
import {UserError} from '../errors/errors.ts';
import {type AgentPlace, isPrivate} from './place.ts';

/** What an agent tells of itself. */
export interface AgentStatus {
  readonly pid: number;
  /** their process ids */
  readonly workers: readonly number[];
  /** done so far */
  readonly commands: number;
  /** when it was started, and when it ends without a command: in UTC, as ISO 8601 has it */
  readonly since: string;
  readonly idleEnd: string;
  /** since it was started */
  readonly seconds: number;
  /** of all its processes, in bytes */
  readonly memory: number;
  /** marks of the variables in which callers have to agree with it, and of the other terms on which it works */
  readonly marks: Readonly<Record<string, string | undefined>>;
  readonly terms: string;
}

/** What an agent can be asked from outside. */
interface Control {
  readonly status: () => AgentStatus;
  readonly stop: () => void;
}

const PATIENCE_MS = 3000;

/** Let the agent be asked. The directory keeps others away. */
export async function openControl({control}: AgentPlace, {status, stop}: Control): Promise<Server> {
  const server = createServer({allowHalfOpen: true}, (socket) => {
    socket.on('error', () => undefined); // who asked has gone
    socket.once('data', (word: Buffer) => {
      socket.end(JSON.stringify(status()));
      if (word.toString() === 'stop') stop();
    });
  });
  server.listen(control);
  await once(server, 'listening');
  return server;
}

/**
 * Ask the agent how it is, or tell it to stop.
 * @returns its status, before it stops; undefined where there is none
 */
export async function askAgent(place: AgentPlace, word: 'status' | 'stop'): Promise<AgentStatus | undefined> {
  if (!isPrivate(place.directory)) return undefined;
  const socket = connect(place.control);
  try {
    await once(socket, 'connect');
  } catch {
    return undefined;
  }
  socket.setTimeout(PATIENCE_MS, () =>
    socket.destroy(new UserError('The agent does not answer.', {code: 'TIMED_OUT'})),
  );
  socket.end(word);
  return JSON.parse(await text(socket)) as AgentStatus;
}
