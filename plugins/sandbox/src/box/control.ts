import {closeSync, constants, openSync, rmSync} from 'node:fs';
import {connect, createServer} from 'node:net';
import type {Socket} from 'node:net';
import {once} from 'node:events';
import {basename, dirname, join} from 'node:path';
import {text} from 'node:stream/consumers';
import {AlienError, InternalError, UserError} from '@alien-grid/cli';

/** What a sandbox says to an order. */
type Reply =
  | {readonly value: unknown}
  | {
      readonly problem: {
        readonly message: string;
        readonly exitCode: number;
        readonly next: readonly string[];
      };
    };

/** Closes the channel. */
export type CloseControl = () => Promise<void>;

/**
 * Takes orders on a socket that only the owner of the sandbox can use: one JSON value there, one back.
 * `obey` is asked about each; what it throws is told to the one who gave the order.
 */
export async function openControl(
  file: string,
  obey: (order: unknown) => Promise<unknown>,
): Promise<CloseControl> {
  // The holder of the lock of the sandbox may take what a dead process has left.
  rmSync(file, {force: true});
  const server = createServer({allowHalfOpen: true}, (socket) => void serve(socket, obey));
  await withShortPath(file, async (path) => {
    const before = process.umask(0o177);
    server.listen(path);
    process.umask(before);
    await once(server, 'listening');
  });
  return async () => {
    rmSync(file, {force: true});
    await new Promise((resolve) => server.close(resolve));
  };
}

/** Gives an order to the sandbox that runs, and returns what it says. */
export async function giveOrder(file: string, order: unknown): Promise<unknown> {
  let answer: string;
  try {
    answer = await withShortPath(file, async (path) => {
      const socket = connect(path);
      socket.end(JSON.stringify(order));
      return text(socket);
    });
  } catch (error) {
    throw new InternalError('The sandbox runs, but takes no orders', {
      cause: error,
      next: ['Was it started by another version, or by another user? Stop it, and start it again.'],
    });
  }
  const reply = JSON.parse(answer) as Reply;
  if ('value' in reply) return reply.value;
  throw new UserError(reply.problem.message, reply.problem);
}

async function serve(socket: Socket, obey: (order: unknown) => Promise<unknown>): Promise<void> {
  socket.on('error', () => socket.destroy());
  let reply: Reply;
  try {
    reply = {value: (await obey(JSON.parse(await text(socket)))) ?? null};
  } catch (error) {
    const {exitCode, next} = error instanceof AlienError ? error : {exitCode: 70, next: []};
    reply = {problem: {message: error instanceof Error ? error.message : String(error), exitCode, next}};
  }
  socket.end(JSON.stringify(reply));
}

/** The name of a socket may not be longer than 107 bytes, so it is named from its open folder. */
async function withShortPath<T>(file: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = openSync(dirname(file), constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    return await use(join(`/proc/self/fd/${folder}`, basename(file)));
  } finally {
    closeSync(folder);
  }
}
