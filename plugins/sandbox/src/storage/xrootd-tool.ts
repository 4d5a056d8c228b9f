import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {findProgram} from './program.ts';

const run = promisify(execFile);

/** What an XRootD program had to say when it failed. */
export class XrootdError extends Error {
  /** The program with its words, without envelopes. */
  readonly command: string;

  constructor(message: string, command: string) {
    super(message);
    this.command = command;
  }
}

/** How one call is made. */
export interface ToolCall {
  readonly signal?: AbortSignal;
  /** Which addresses of a host are used. */
  readonly family?: 4 | 6;
  /** ms; without it as long as it takes. */
  readonly timeout?: number;
}

const CALL_LIMIT = 30_000;
/** The programs' own limits, in seconds: a server on this machine answers soon or not at all. */
const LIMITS = {
  XRD_CONNECTIONWINDOW: '5',
  XRD_CONNECTIONRETRY: '1',
  XRD_REQUESTTIMEOUT: '30',
  XRD_STREAMTIMEOUT: '30',
  XRD_TIMEOUTRESOLUTION: '1',
};

/** Whether the programs of XRootD's client are installed. They come in another package than the server. */
export function hasXrootdTools(): boolean {
  return findProgram('xrdcp') !== undefined && findProgram('xrdfs') !== undefined;
}

/** Looks at a file; the answer as the program prints it. Addresses are urls with their envelope. */
export function statFile(address: string, call?: ToolCall): Promise<string> {
  return xrdfs(address, ['stat'], {timeout: CALL_LIMIT, ...call});
}

/** The MD5 checksum that the server computes from the bytes it has. */
export async function checksumOf(address: string, call?: ToolCall): Promise<string> {
  const answer = await xrdfs(`${address}&cks.type=md5`, ['query', 'checksum'], call);
  return answer.trim().split(' ').at(-1) ?? '';
}

export async function removeFile(address: string, call?: ToolCall): Promise<void> {
  await xrdfs(address, ['rm'], {timeout: CALL_LIMIT, ...call});
}

/** Copies between a local file and a server, either way. */
export async function copyFile(source: string, target: string, call?: ToolCall): Promise<void> {
  await xrdcp(['-f', '--posc', '-p', source, target], call);
}

/** Lets the target's server fetch a file from the source's. */
export async function copyBetweenServers(source: string, target: string, call?: ToolCall): Promise<void> {
  await xrdcp(['-f', '--posc', '-p', '--tpc', 'only', source, target], call);
}

async function xrdfs(address: string, verb: readonly string[], call?: ToolCall): Promise<string> {
  const [, host = '', path = ''] = /^root:\/\/([^/]+)\/([^]*)$/.exec(address) ?? [];
  return execute('xrdfs', [host, ...verb, path], call);
}

async function xrdcp(words: readonly string[], call?: ToolCall): Promise<void> {
  await execute('xrdcp', ['--nopbar', ...words], call);
}

async function execute(name: string, words: readonly string[], call: ToolCall = {}): Promise<string> {
  const {signal, family, timeout = 0} = call;
  const program = findProgram(name);
  if (program === undefined) throw new XrootdError(`${name} is not installed`, name);
  const env = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    ...LIMITS,
    ...(family && {XRD_NETWORKSTACK: `IPv${family}`}),
  };
  try {
    const {stdout} = await run(program, words, {
      env,
      timeout,
      killSignal: 'SIGKILL',
      ...(signal && {signal}),
    });
    return stdout;
  } catch (error) {
    signal?.throwIfAborted();
    const {stderr = '', killed} = error as {stderr?: string; killed?: boolean};
    const reason = killed ? 'no answer in time' : lastLine(stderr);
    throw new XrootdError(reason, [name, ...words].join(' ').replace(/(authz=)[^]*?(?=&scitag|$)/g, '$1...'));
  }
}

function lastLine(text: string): string {
  const lines = text.replaceAll('\0', '').split('\n');
  const line = lines.findLast((each) => each.trim() !== '') ?? 'it failed without a word';
  return line.trim().replace(/^Run: /, '');
}
