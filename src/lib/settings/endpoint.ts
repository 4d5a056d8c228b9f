import {hostAndPort, portNumber} from './host-and-port.ts';
import {jboxFile} from './jbox-file.ts';
import type {Environment} from './environment.ts';

/** Where a central service listens, and what told us so. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** the variable or file that named it, for messages */
  readonly origin: string;
  /** the words that select the sandbox it belongs to, e.g. `--name tutorial`, for messages */
  readonly sandbox?: string;
  /** the service of a grid job beside it, and not the central one */
  readonly isJBox?: true;
}

const DEFAULT_HOST = 'alice-jcentral.cern.ch';
const DEFAULT_PORT = 8097;

/**
 * The services to try, in order: the one that ALIENPY_JCENTRAL names and no other;
 * else the JBox of a grid job, with the central services behind it.
 * @param distrust told why something that could name a JBox is not trusted
 * @throws {UserError} 22 for a host or port that makes no sense
 */
export function endpoints(env: Environment, distrust: (why: string) => void = () => {}): Endpoint[] {
  const port = portFrom(env, 'ALIENPY_JCENTRAL_PORT') ?? DEFAULT_PORT;
  const only = env['ALIENPY_JCENTRAL']?.trim();
  if (only) {
    const sandbox = env['ALIEN_SANDBOX'];
    const place = {port, ...hostAndPort(only, 'ALIENPY_JCENTRAL'), origin: 'ALIENPY_JCENTRAL'};
    return [sandbox ? {...place, sandbox} : place];
  }
  const central = {host: DEFAULT_HOST, port, origin: 'the default'};
  const jbox = jboxFromEnvironment(env) ?? jboxFromFile(env, distrust);
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
  const host = env['JALIEN_HOST']?.trim();
  if (!host) return undefined;
  const port = portFrom(env, 'JALIEN_WSPORT') ?? DEFAULT_PORT;
  return {port, ...hostAndPort(host, 'JALIEN_HOST'), origin: 'JALIEN_HOST', isJBox: true};
}

function jboxFromFile(env: Environment, distrust: (why: string) => void): Endpoint | undefined {
  const found = jboxFile(env, distrust);
  if (found === undefined) return undefined;
  const {host, port = DEFAULT_PORT, file: origin} = found;
  return {host, port, origin, isJBox: true};
}

function portFrom(env: Environment, variable: string): number | undefined {
  const text = env[variable]?.trim();
  return text ? portNumber(text, variable) : undefined;
}
