import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, existsSync, openSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {InternalError, UserError} from '@alien-grid/cli';
import {ELEMENTS} from '../catalogue/elements/elements.ts';
import {USUAL_LIMITS} from '../jobs/worker/limits.ts';
import type {JobLimits} from '../jobs/worker/limits.ts';
import {serverFiles} from '../storage/layout.ts';
import {answersXrootd} from '../storage/probe.ts';
import {xrootdProgram} from '../storage/program.ts';
import {layoutOf} from './layout.ts';
import type {Layout} from './layout.ts';
import {makeRoot} from './location.ts';
import {lockHolder} from './lock.ts';
import {logIn} from './login.ts';
import {isReport} from './report.ts';
import type {Report} from './report.ts';
import {readState} from './state.ts';
import type {State} from './state.ts';
import {readOwn} from '../read-own.ts';

/** The user that commands take if none is named. */
const DEFAULT_USER = 'demo';

export interface StartOptions {
  readonly root: string;
  readonly name: string;
  readonly port?: number | undefined;
  readonly storage: boolean;
  /** How many jobs run at the same time; without it one a core. */
  readonly jobs?: number | undefined;
  /** What one job may use; without it as usual. */
  readonly limits?: JobLimits | undefined;
}

const START_LIMIT = 60_000;
const POLL = 50;
const TAIL_LINES = 15;
/** Bytes of a log that its last lines are looked for in. */
const MAX_LOG = 256 << 20;

/** Starts a sandbox in the background and waits until all of it answers. One that runs already is left alone. */
export async function startSandbox(options: StartOptions): Promise<{started: boolean; state: State}> {
  const layout = layoutOf(options.root);
  if (lockHolder(layout.lock) !== undefined) {
    try {
      return {started: false, state: await untilUsable(layout)};
    } catch (error) {
      // It may have been dying, or being stopped: then there is room for another one.
      if (lockHolder(layout.lock) !== undefined) throw error;
    }
  }
  if (options.storage) requireXrootd();
  const {jobs = availableParallelism(), limits = USUAL_LIMITS} = options;
  makeRoot(options.root, {storage: options.storage, jobs});
  const report = await runDaemon({...options, jobs, limits}, layout);
  if (report.kind === 'running') return {started: false, state: await untilUsable(layout)};
  if (report.kind !== 'ready') throw failureOf(report, layout);
  const state = await untilUsable(layout);
  for (const [name, port] of Object.entries(state.storage ? state.storagePorts : {})) {
    if (!(await answersXrootd(port))) throw new InternalError(`The storage element ${name} does not answer`);
  }
  return {started: true, state};
}

/** Waits for a sandbox that someone may be starting at this very moment. */
async function untilUsable(layout: Layout): Promise<State> {
  let problem: unknown;
  for (const deadline = Date.now() + START_LIMIT; Date.now() < deadline; await pause(POLL)) {
    if (lockHolder(layout.lock) === undefined) break;
    const state = readState(layout);
    if (state === undefined) continue;
    try {
      await logIn(layout, {host: 'localhost', port: state.port}, DEFAULT_USER);
      return state;
    } catch (error) {
      problem = error;
    }
  }
  throw new InternalError('The sandbox was started, but cannot be used', {
    cause: problem,
    next: [`Read its log: ${layout.log}`, 'Stop it, and start it again.'],
  });
}

function requireXrootd(): void {
  if (xrootdProgram() !== undefined) return;
  throw new UserError('The storage of a sandbox needs the program xrootd, which is not installed', {
    next: [
      'Install the packages `xrootd-server` and `xrootd-server-plugins` (Debian, Ubuntu), or\n' +
        '  `xrootd-server` (Fedora, RHEL with EPEL).',
      'Or do without storage: alien sandbox start --no-storage',
    ],
  });
}

/** Starts the process that is the sandbox, and waits for its first word. */
async function runDaemon(options: StartOptions, layout: Layout): Promise<Report> {
  const {root, name, port, storage, jobs, limits} = options;
  const log = openSync(layout.log, 'a', 0o600);
  const program = daemonProgram();
  const wish = {root, name, storage, jobs, limits, ...(port !== undefined && {port})};
  const child = spawn(process.execPath, [...program, root, JSON.stringify(wish)], {
    detached: true,
    cwd: '/',
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  try {
    const report = await firstReport(child);
    // One that does not stay has to be gone before anything is tried again.
    if (report.kind !== 'ready' && isRunning(child)) await once(child, 'exit');
    return report;
  } finally {
    if (child.connected) child.disconnect();
    child.unref();
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** The daemon is beside this file: as a bundle, or as a source that Node runs as it is. */
function daemonProgram(): string[] {
  const bundle = join(import.meta.dirname, 'daemon.cjs');
  if (existsSync(bundle)) return [bundle];
  const source = join(import.meta.dirname, '../daemon.ts');
  return ['--conditions=alien-source', '--disable-warning=ExperimentalWarning', source];
}

function firstReport(child: ChildProcess): Promise<Report> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => {
      child.kill('SIGTERM');
      resolve({kind: 'failed', message: 'It did not come up within a minute.'});
    }, START_LIMIT);
    const done = (report: Report): void => {
      clearTimeout(patience);
      resolve(report);
    };
    child.on('message', (message) => isReport(message) && done(message));
    child.on('error', (error) => done({kind: 'failed', message: error.message}));
    child.on('exit', (code, signal) =>
      done({kind: 'failed', message: `It ended at once (${signal ?? code}).`}),
    );
  });
}

function failureOf(report: Exclude<Report, {kind: 'ready' | 'running'}>, layout: Layout): Error {
  if (report.kind === 'port-in-use') {
    return new UserError(`Port ${report.port} of this machine is in use by another program`, {
      exitCode: 98,
      next: [
        'Choose another one: alien sandbox start --port N',
        `Or find out who has it: ss -ltnp 'sport = :${report.port}'`,
      ],
    });
  }
  if (report.kind === 'unfit') return new UserError(report.message, {next: report.next});
  const tails = [layout.log, ...serverLogs(layout)].filter(existsSync).map(tailOf);
  return new InternalError(`The sandbox could not be started: ${report.message}\n\n${tails.join('\n')}`, {
    next: [`Read the whole log: ${layout.log}`],
  });
}

function serverLogs(layout: Layout): string[] {
  return ELEMENTS.map((element) => serverFiles(layout.storage, element.root.slice(1)).log);
}

function tailOf(file: string): string {
  const lines = readOwn(file, MAX_LOG).trimEnd().split('\n').slice(-TAIL_LINES);
  return `Last lines of ${file}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
