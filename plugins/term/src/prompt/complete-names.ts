import type {AsyncCompleter} from 'node:readline';
import type {REPLServer} from 'node:repl';
import {type Completer, shellWord} from '@alien-grid/cli/command';
import {stringAtCursor} from './string-at-cursor.ts';

/** Let TAB complete names on the grid inside of strings, as it does for the command on a command line. */
export function completeNames(server: REPLServer, completer: Completer): void {
  const base: AsyncCompleter = server.completer;
  const complete: AsyncCompleter = (line, done) => {
    const open = stringAtCursor(line);
    if (open === undefined) return base.call(server, line, done);
    const {text, command = 'ls', before} = open;
    const words = [command, ...before.map(shellWord), `'${text.replaceAll("'", String.raw`'\''`)}`];
    void completer.complete(words.join(' ')).then(({list}) => done(null, [list.map(({word}) => word), text]));
  };
  Object.defineProperty(server, 'completer', {value: complete});
}
