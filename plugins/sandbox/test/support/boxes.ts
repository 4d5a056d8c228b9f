import {execFile} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {environmentFor} from '../../src/box/existing.ts';
import {identify} from '../../src/box/process.ts';
import type {Selection} from '../../src/box/location.ts';
import {startSandbox} from '../../src/box/start.ts';
import {statusOf} from '../../src/box/status.ts';
import type {Status} from '../../src/box/status.ts';
import {stopSandbox} from '../../src/box/stop.ts';
import {Client, open} from './client.ts';
import type {Target} from './client.ts';
import {until} from './until.ts';

/** How a program ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** The real program, of the bundle. */
const PROGRAM = join(import.meta.dirname, '../../../../bin/run.cjs');

/** The processes on this machine whose command line speaks of a folder. */
export function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return line.includes(folder) ? [line] : [];
      } catch {
        return [];
      }
    });
}

/** Nobody is told when a process ends that is not a child. */
export async function untilGone(pid: number): Promise<void> {
  await until(() => identify(pid) === undefined);
}

/** Real sandboxes, each in a process of its own, side by side in a folder of their own. */
export class Boxes {
  readonly folder: string;

  constructor() {
    // Not below /tmp, which xrootd does not like, and open to the account of the servers.
    this.folder = mkdtempSync('/var/tmp/alien-life-');
    chmodSync(this.folder, 0o755);
  }

  /** Stops all of them. Returns the processes that are left nevertheless. */
  async remove(): Promise<string[]> {
    for (const name of readdirSync(this.folder)) await stopSandbox(this.rootOf(name));
    const left = processesOf(this.folder);
    rmSync(this.folder, {recursive: true});
    return left;
  }

  rootOf(box: string): string {
    return join(this.folder, box);
  }

  /** How commands select it. */
  select(box: string): Selection {
    return {name: box.replace(/.*\//, ''), dir: this.rootOf(box)};
  }

  status(box: string): Status {
    return statusOf(this.rootOf(box), box);
  }

  /** Starts one, without storage unless it is wanted. */
  start(
    box: string,
    more: {port?: number; storage?: boolean; jobs?: number} = {},
  ): ReturnType<typeof startSandbox> {
    const {name} = this.select(box);
    return startSandbox({root: this.rootOf(box), name, storage: false, ...more});
  }

  /** Kills the process of one, without a word to what belongs to it. */
  async kill(box: string): Promise<void> {
    const pid = this.status(box).pid as number;
    process.kill(pid, 'SIGKILL');
    await untilGone(pid);
  }

  /** Runs `alien sandbox` with these words. */
  run(box: string, ...words: string[]): Promise<Ended> {
    return this.runAs({}, box, ...words);
  }

  /** The same as another account. */
  runAs(account: {uid?: number; gid?: number}, box: string, ...words: string[]): Promise<Ended> {
    const {name} = this.select(box);
    const args = [PROGRAM, 'sandbox', ...words, '--name', name, '--dir', this.rootOf(box)];
    return new Promise((resolve) => {
      execFile(process.execPath, args, account, (error, stdout, stderr) => {
        resolve({code: error === null ? 0 : Number(error.code), stdout, stderr});
      });
    });
  }

  targetOf(box: string, user = 'demo'): Required<Target> {
    const env = environmentFor(this.select(box), user);
    const read = (name: string): string => readFileSync(env[name] as string, 'utf8');
    return {
      port: Number(env['ALIENPY_JCENTRAL_PORT']),
      ca: readFileSync(join(env['X509_CERT_DIR'] as string, 'ca.pem'), 'utf8'),
      cert: read('X509_USER_CERT'),
      key: read('X509_USER_KEY'),
    };
  }

  async logIn(box: string, user = 'demo'): Promise<Client> {
    const socket = open(this.targetOf(box, user));
    await once(socket, 'open');
    return new Client(socket);
  }
}
