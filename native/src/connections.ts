/** What a connection of XrdCl is known by: those that calls have left, and the names of those in their place. */
const successors = new Map<string, string>();
let lastSuccessor = 0;

/**
 * The name of the connection over which calls to a server start now.
 * @param connection the caller's own name for it
 */
export function connectionTo(url: string, connection: string | undefined): string | undefined {
  return successors.get(keyOf(url, connection)) ?? connection;
}

/**
 * Start no more calls over a connection that brings no answers: XrdCl would let them wait for its end. To cut it would take
 * along the calls that it still does well, and the public interface of XrdCl cannot; it is closed when nothing uses it any more.
 * @param used the name under which it was used; where it was left already nothing changes
 */
export function leaveConnection(url: string, connection: string | undefined, used: string | undefined): void {
  if (connectionTo(url, connection) !== used) return;
  successors.set(keyOf(url, connection), `anew${(++lastSuccessor).toString(36)}`);
}

function keyOf(url: string, connection = ''): string {
  return `${/^\w+:\/\/[^/?]*/.exec(url)?.[0]} ${connection}`;
}
