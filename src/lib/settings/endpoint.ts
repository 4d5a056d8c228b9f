import {join} from 'node:path';
import {tmpdir} from 'node:os';
import {UserError} from '../errors/errors.ts';
import {readFile} from '../files/read-file.ts';
import type {Environment} from './environment.ts';

/** Where a central service listens, and what told us so. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** the variable or file that named it, for messages */
  readonly origin: string;
  /** the service of a grid job beside it, and not the central one */
  readonly isJBox?: true;
}

const DEFAULT_HOST = 'alice-jcentral.cern.ch';
const DEFAULT_PORT = 8097;

/**
 * The services to try, in order: the one that ALIENPY_JCENTRAL names and no other;
 * else the JBox of a grid job, with the central services behind it.
 * @throws {UserError} for a port that is none
 */
export function endpoints(env: Environment): Endpoint[] {
  const port = portFrom(env['ALIENPY_JCENTRAL_PORT'], 'ALIENPY_JCENTRAL_PORT') ?? DEFAULT_PORT;
  const only = env['ALIENPY_JCENTRAL'];
  if (only) return [{host: only, port, origin: 'ALIENPY_JCENTRAL'}];
  const central = {host: DEFAULT_HOST, port, origin: 'the default'};
  const jbox = jboxFromEnvironment(env) ?? jboxFromFile(env);
  return jbox ? [jbox, central] : [central];
}

/** `host:port`, with brackets round an IPv6 address. */
export function address({host, port}: Pick<Endpoint, 'host' | 'port'>): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether a host is this machine by its very name. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function jboxFromEnvironment(env: Environment): Endpoint | undefined {
  const host = env['JALIEN_HOST'];
  if (!host) return undefined;
  return {
    host,
    port: portFrom(env['JALIEN_WSPORT'], 'JALIEN_WSPORT') ?? DEFAULT_PORT,
    origin: 'JALIEN_HOST',
    isJBox: true,
  };
}

/** The file that a JBox leaves for the clients of its user; one whose process is gone is out of date. */
function jboxFromFile(env: Environment): Endpoint | undefined {
  const uid = process.getuid?.() ?? 0;
  const file = join(env['TMPDIR'] ?? tmpdir(), `jclient_token_${uid}`);
  let text: string;
  try {
    text = readFile(file, {owner: 'own', limit: 64 << 10, link: 'refuse'}).bytes.toString();
  } catch {
    return undefined;
  }
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1];
  const pid = value('JALIEN_PID');
  if (pid !== undefined && !isOwnProcess(Number(pid))) return undefined;
  return {
    host: value('JALIEN_HOST') ?? 'localhost',
    port: portFrom(value('JALIEN_WSPORT'), file) ?? DEFAULT_PORT,
    origin: file,
    isJBox: true,
  };
}

function isOwnProcess(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function portFrom(text: string | undefined, origin: string): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UserError(`${origin} names the port "${text}", which is none.`, {
    next: [`Set ${origin} to a number between 1 and 65535.`],
  });
}
