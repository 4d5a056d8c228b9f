/**
 * A process that renews the token of its environment at a given time, for tests that run several at once. It says
 * "ready", waits for a line, and then what came of it.
 */
import {once} from 'node:events';
import type {Requester} from '../../../src/lib/session/requests/requester.ts';
import {renewToken} from '../../../src/lib/tokens/renewal.ts';
import {connect} from '../../../src/lib/session/connect.ts';

const session = connect({env: process.env, userAgent: 'test', credentials: 'user'});
/** A day longer than asked for, so that the new token ends later even if it is made in the same second. */
const requester: Requester = {
  request: (command, options = [], details = {}) =>
    session.request(
      command,
      options.map((word) => (word === '1' ? '2' : word)),
      details,
    ),
};
const now = new Date(process.argv[2] ?? '');
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();
const outcome = await renewToken({env: process.env, requester, now});
session.close();
process.stdout.write(`${outcome}\n`);
