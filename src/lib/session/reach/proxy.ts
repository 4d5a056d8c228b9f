import {isIP} from 'node:net';
import type {Environment} from '../../settings/environment.ts';
import {UserError} from '../../errors/errors.ts';
import {type Endpoint, isLoopback} from '../../settings/endpoint.ts';

/** An HTTP proxy that makes tunnels. */
export interface Proxy {
  readonly host: string;
  readonly port: number;
  /** the value of Proxy-Authorization, where the variable holds a name and a password */
  readonly authorization?: string;
  /** the variable that named it, for messages; never its value, which may hold a password */
  readonly variable: string;
}

const VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/**
 * The proxy through which an endpoint is to be reached; none for this machine and for what NO_PROXY names.
 * @throws {UserError} 22 for a proxy that is not an HTTP one
 */
export function proxyFor({host, port}: Pick<Endpoint, 'host' | 'port'>, env: Environment): Proxy | undefined {
  const variable = VARIABLES.find((name) => env[name]);
  if (variable === undefined || isLoopback(host)) return undefined;
  if (isExcepted(host, port, env['NO_PROXY'] || env['no_proxy'] || '')) return undefined;
  return parse(env[variable] ?? '', variable);
}

/** NO_PROXY: names and addresses with commas between them; a name means all hosts below it too, `*` all hosts. */
function isExcepted(host: string, port: number, list: string): boolean {
  return list.split(/[\s,]+/).some((entry) => {
    const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? '' : entry) ?? [];
    const wanted = (isIP(entry) === 6 ? entry : name).replace(/^\*?\./, '').toLowerCase();
    if (wanted === '' || (only !== undefined && Number(only) !== port)) return false;
    const asked = host.toLowerCase();
    return wanted === '*' || asked === wanted || asked.endsWith(`.${wanted}`);
  });
}

function parse(text: string, variable: string): Proxy {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url?.protocol !== 'http:' || url.hostname === '') {
    throw new UserError(`${variable} does not name an HTTP proxy (http://HOST:PORT).`, {
      next: [`Correct ${variable}, or except the central service from it with NO_PROXY.`],
    });
  }
  const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 80),
    variable,
    ...(login !== ':' && {authorization: `Basic ${Buffer.from(login).toString('base64')}`}),
  };
}
