import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {UserError} from '../errors/errors.ts';
import {isPrivateGroup} from '../files/private-group.ts';
import {type ReadFile, readFile} from '../files/read-file.ts';
import {UnreadableFile} from '../files/unreadable-file.ts';
import {runningProcess} from '../traces/running-process.ts';
import type {Environment} from './environment.ts';
import {type HostAndPort, hostAndPort, portNumber} from './host-and-port.ts';

/** What a JBox says of itself, and where it was found. */
export interface JBoxFile extends HostAndPort {
  readonly file: string;
}

const LIMIT = 64 << 10;

/**
 * The file that a JBox leaves for the clients of its user, in a directory where any user may put one. Only one of the
 * user's own, that no other user can change, and whose process lives and is the user's, is believed.
 * @param distrust told why a file that is there is not used; never of one that is only out of date
 */
export function jboxFile(env: Environment, distrust: (why: string) => void): JBoxFile | undefined {
  const file = jboxPath(env);
  try {
    const found = readFile(file, {owner: 'own', limit: LIMIT, link: 'refuse'});
    const text = found.bytes.toString();
    const pid = valueIn(text, 'JALIEN_PID');
    const problem = changeable(found) ?? strange(pid);
    if (problem !== undefined) throw new UserError(`${file} is not used: ${problem}.`);
    if (pid !== undefined && runningProcess(Number(pid))?.user === undefined) return undefined;
    const port = valueIn(text, 'JALIEN_WSPORT');
    const place = hostAndPort(valueIn(text, 'JALIEN_HOST') ?? 'localhost', file);
    return {file, ...place, ...(port !== undefined && {port: portNumber(port, file)})};
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!(error instanceof UnreadableFile && error.isAbsent))
      distrust(`${error.message} Its JBox is not asked.`);
    return undefined;
  }
}

/** Where a JBox leaves that file. */
export function jboxPath(env: Environment): string {
  return join(env['TMPDIR'] ?? tmpdir(), `jclient_token_${ourselves()}`);
}

function valueIn(text: string, key: string): string | undefined {
  return new RegExp(`^${key}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1];
}

/** Why another user could have written it. */
function changeable({mode, owner, group}: ReadFile): string | undefined {
  const byOthers = (mode & 0o002) !== 0;
  const byGroup = (mode & 0o020) !== 0 && !isPrivateGroup(group, owner);
  return byOthers || byGroup
    ? `others may write to it (mode ${mode.toString(8).padStart(4, '0')})`
    : undefined;
}

/** Why its process cannot be a JBox of the user's. */
function strange(pid: string | undefined): string | undefined {
  if (pid === undefined) return undefined;
  if (!/^[1-9]\d{0,9}$/.test(pid)) return `"${pid}" is no process`;
  const user = runningProcess(Number(pid))?.user;
  if (user === undefined || user === ourselves()) return undefined;
  return `its process ${pid} belongs to another user (user id ${user})`;
}

function ourselves(): number {
  return process.getuid?.() ?? 0;
}
