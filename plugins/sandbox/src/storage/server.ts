import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {chownSync, closeSync, fstatSync, mkdirSync, openSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {once} from 'node:events';
import {setTimeout as pause} from 'node:timers/promises';
import {UserError} from '@alien-grid/cli';
import type {Credentials} from '../authority/authority.ts';
import type {StorageElement} from '../catalogue/elements/elements.ts';
import type {Account} from './account.ts';
import {AUTHORIZATION_PLUGIN, HTTP_PLUGIN, writeConfiguration} from './configuration.ts';
import type {Authorization} from './configuration.ts';
import {makeElementFolder, makeFolder} from './folders.ts';
import {serverFiles} from './layout.ts';
import {answersXrootd} from './probe.ts';
import {findProgram, xrootdProgram} from './program.ts';
import {readOwn} from '../read-own.ts';

const START_LIMIT = 15_000;
const STOP_LIMIT = 3_000;
const POLL = 20;
/** Between the look for a free port and the start of the server someone else may take it. */
const MAX_TRIES = 3;
/** What the log of a server says then. */
const PORT_IN_USE = 'address already in use';
/** Bytes of a log that is looked through. */
const MAX_LOG = 256 << 20;

/** What the log of a server says that could not load a plugin. */
const MISSING_PLUGIN = [
  {
    sign: `loading authlib ${AUTHORIZATION_PLUGIN}`,
    what: `${AUTHORIZATION_PLUGIN}, which checks the envelopes`,
  },
  {sign: 'Protocol http could not be loaded', what: `${HTTP_PLUGIN}, which speaks HTTP`},
];

/** One xrootd process. */
export interface Server {
  readonly port: number;
  readonly pid: number;
  /** Fulfilled when it has ended. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Undefined for one's own. */
  readonly account: Account | undefined;
  /** 0 for any free one; another one is taken if someone has it. */
  readonly wantedPort: number;
  readonly authorization: Authorization;
  readonly credentials: Credentials;
  /** Whether it has no space for anything new. */
  readonly full?: boolean;
}

/** Someone took the port after it was found free. */
class PortTaken extends Error {}

/** Starts the server of an element and waits until it answers. */
export async function startServer(
  element: StorageElement,
  storageFolder: string,
  options: ServerOptions,
): Promise<Server> {
  for (let tries = 1; ; tries++) {
    try {
      const wantedPort = tries === 1 ? options.wantedPort : 0;
      return await startOnce(element, storageFolder, {...options, wantedPort});
    } catch (error) {
      if (!(error instanceof PortTaken) || tries === MAX_TRIES) throw error;
    }
  }
}

async function startOnce(
  element: StorageElement,
  storageFolder: string,
  {account, wantedPort, authorization, credentials, full = false}: ServerOptions,
): Promise<Server> {
  const files = serverFiles(storageFolder, element.root.slice(1));
  makeElementFolder(element, storageFolder, account);
  makeFolder(files.folder, 0o750, account);
  makeAdminFolder(files.admin, account);
  const program = xrootdProgram();
  if (program === undefined) throw new Error('xrootd is not installed');
  const port = await freePort(wantedPort);
  const config = writeConfiguration(element, storageFolder, {
    port,
    account,
    authorization,
    credentials,
    full,
  });
  const log = openSync(files.log, 'a');
  const logStart = fstatSync(log).size;
  const [command, ...args] = [...guardedBy(), program, '-c', config, '-n', element.root.slice(1)];
  const child = spawn(command, args, {
    cwd: files.folder,
    stdio: ['ignore', log, log],
    env: {PATH: process.env['PATH'] ?? '/usr/bin:/bin', LANG: 'C'},
    ...(account && {uid: account.uid, gid: account.gid}),
  });
  closeSync(log);
  const ended = once(child, 'exit').catch(() => undefined);
  try {
    await untilReady(child, ended, port, files.log);
  } catch (error) {
    rmSync(files.admin, {recursive: true, force: true});
    const said = readOwn(files.log, MAX_LOG);
    if (said.includes(PORT_IN_USE, logStart)) {
      throw new PortTaken(`xrootd found port ${port} in use; see ${files.log}`, {cause: error});
    }
    const missing = MISSING_PLUGIN.find(({sign}) => said.includes(sign, logStart));
    throw missing === undefined ? error : missingPlugin(missing.what, error);
  }
  writeFileSync(files.pid, `${child.pid}\n`);
  return {
    port,
    pid: child.pid as number,
    ended,
    async stop() {
      await endProcess(child, ended);
      rmSync(files.pid, {force: true});
      rmSync(files.admin, {recursive: true, force: true});
    },
  };
}

function missingPlugin(what: string, cause: unknown): UserError {
  return new UserError(`XRootD has no plugin ${what}`, {
    cause,
    next: [
      'Install the package `xrootd-server-plugins` (Debian, Ubuntu).',
      'Or do without storage: alien sandbox start --no-storage',
    ],
  });
}

/** The name can be guessed, so a folder that someone else made under it must not be used. */
function makeAdminFolder(folder: string, account: Account | undefined): void {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {mode: 0o700});
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
}

/** Lets the server die together with this process, where the system has a way for that. */
function guardedBy(): string[] {
  const setpriv = findProgram('setpriv');
  return setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'TERM'];
}

/** The wanted port if no one has it, else any free one. */
async function freePort(wanted: number): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(wanted);
    await once(probe, 'listening');
  } catch {
    return freePort(0);
  }
  const {port} = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function untilReady(
  child: ChildProcess,
  ended: Promise<unknown>,
  port: number,
  log: string,
): Promise<void> {
  let over = false;
  const failure = new Promise<never>((_, reject) => child.once('error', reject));
  void ended.then(() => (over = true));
  failure.catch(() => (over = true));
  const deadline = Date.now() + START_LIMIT;
  while (!over && Date.now() < deadline) {
    // Nothing tells when the port opens, so it has to be asked.
    if (await Promise.race([answersXrootd(port), failure])) return;
    await Promise.race([pause(POLL), ended]);
  }
  if (over) await Promise.race([failure, Promise.resolve()]);
  await endProcess(child, ended);
  throw new Error(`xrootd did not start; see ${log}`);
}

async function endProcess(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT);
  await ended;
  clearTimeout(patience);
}
