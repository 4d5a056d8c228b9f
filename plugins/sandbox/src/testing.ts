import {randomUUID} from 'node:crypto';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {userDirectory} from '@alien-grid/cli';
import {cachedKeys} from './authority/key-cache.ts';
import {environmentOf} from './box/environment.ts';
import type {Endpoint} from './box/environment.ts';
import {registerMember} from './catalogue/archive.ts';
import type {ArchiveMember} from './catalogue/archive.ts';
import {lfnFrom} from './catalogue/names/names.ts';
import {runSandbox} from './box/run.ts';
import type {RunningSandbox} from './box/run.ts';
import type {Job, TaskQueue} from './jobs/queue.ts';
import type {JobState} from './jobs/states.ts';
import {untilJob} from './jobs/until.ts';
import type {JobLimits} from './jobs/worker/limits.ts';
import type {Faults} from './faults/faults.ts';
import type {Fate, ReceivedRequest} from './faults/fate.ts';
import {certificatesOf} from './test-certificates.ts';
import type {TestCertificates} from './test-certificates.ts';

export type {Fate, ReceivedRequest} from './faults/fate.ts';
export type {ArchiveMember} from './catalogue/archive.ts';
export type {Job, JobChange, JobFilter, JobMove, NewJob, TaskQueue} from './jobs/queue.ts';
export type {Credentials} from './authority/authority.ts';
export type {JobLimits} from './jobs/worker/limits.ts';
export {useCredentials} from './test-certificates.ts';
export type {TestCertificates} from './test-certificates.ts';

/** A grid for one test. */
export interface TestGrid {
  readonly endpoint: Endpoint;
  readonly dir: string;
  /** The task queue, for jobs that a test puts there by hand. */
  readonly jobs: TaskQueue;
  /** The job when it has come to that state, or to any final one. */
  untilJob(id: number, state?: JobState): Promise<Job>;
  /** The bytes of a file of the grid, past the service. */
  readFile(lfn: string): Promise<Buffer>;
  /** The variables with which a client uses this grid. */
  env(user?: string): Record<string, string>;
  addUser(
    name: string,
    options?: {admin?: boolean; roles?: readonly string[]; fullname?: string},
  ): Promise<void>;
  /** Stores a file with its bytes, past the permissions of the catalogue and without a client. */
  storeFile(file: StoredFile): Promise<void>;
  /** Registers a file that is inside a registered archive. */
  registerMember(member: ArchiveMember): void;
  /** What went wrong inside without being meant to, oldest first. */
  readonly troubles: readonly string[];
  /** Every request that was received, oldest first. */
  readonly requests: ReceivedRequest[];
  /** How many clients have logged in so far. */
  readonly logins: number;
  /** Closes the connections of all clients, as the service does with code 1013 when they are idle too long. */
  hangUp(code?: number, reason?: string): void;
  readonly storage?: readonly {readonly name: string; readonly port: number; readonly pid: number}[];
  readonly certificates: TestCertificates;
  /** What goes wrong, as with `alien sandbox fault`: `faults.set('latency 30ms')`. */
  readonly faults: Pick<Faults, 'set' | 'clear' | 'list'>;
  /** Decides what happens to each request; without it all are answered. */
  onRequest?: ((request: ReceivedRequest) => Fate) | undefined;
  stop(): Promise<void>;
}

/** A file that a test wants to be there. */
export interface StoredFile {
  readonly lfn: string;
  readonly owner: string;
  readonly content: string | Uint8Array;
  /** Storage elements and kinds, as the third word of `access write`. */
  readonly spec?: string;
}

export interface TestGridOptions {
  /** Replicas of a file of which nothing else is said: 2. */
  readonly defaultReplicas?: number;
  /** Real storage elements; without them the central service alone is there. */
  readonly storage?: boolean;
  /** Ordinary users; the first is the default one. `admin` is always there. */
  readonly users?: readonly string[];
  /** How many jobs run at the same time; without it jobs do not run. */
  readonly jobs?: number;
  /** What differs from the usual limits of one job: `{memory: 100 * 2 ** 20, disk: null}`. */
  readonly jobLimits?: Partial<JobLimits>;
}

/** Starts a grid inside this process, in a folder of its own that `stop` removes. */
export async function startGrid(options: TestGridOptions = {}): Promise<TestGrid> {
  const users = options.users ?? ['demo'];
  const storage = options.storage === true;
  // xrootd switches some of its features off below /tmp.
  const dir = mkdtempSync(join(storage ? '/var/tmp' : tmpdir(), 'alien-grid-'));
  // The accounts of storage servers and of jobs have to pass.
  if (storage || options.jobs !== undefined) chmodSync(dir, 0o711);
  const removeFolder = (): void => rmSync(dir, {recursive: true, force: true});
  // A test that forgets to stop its grid leaves no folder behind.
  process.once('exit', removeFolder);
  const keys = cachedKeys(cacheFolder());
  const requests: ReceivedRequest[] = [];
  const troubles: string[] = [];
  let running: RunningSandbox;
  try {
    running = await runSandbox({
      root: dir,
      name: 'test',
      port: 0,
      storage,
      jobs: options.jobs,
      jobLimits: options.jobLimits,
      members: [...users.map((name) => ({name})), {name: 'admin', roles: ['admin']}],
      keys,
      log: (text) => troubles.push(text),
      ...(options.defaultReplicas && {defaultReplicas: options.defaultReplicas}),
      watch(request) {
        requests.push(request);
        return grid.onRequest?.(request) ?? 'answer';
      },
    });
  } catch (error) {
    removeFolder();
    throw error;
  }
  const endpoint = {host: 'localhost', port: running.port};
  const [defaultUser = 'admin'] = users;
  const grid: TestGrid = {
    endpoint,
    dir,
    jobs: running.jobs,
    requests,
    troubles,
    get logins() {
      return running.service.logins;
    },
    hangUp: (code = 1013, reason = 'Session timed out') => running.service.hangUp(code, reason),
    faults: running.faults,
    certificates: certificatesOf(running.authority, keys, defaultUser),
    ...(storage && {storage: running.storage}),
    untilJob: (id, state) => untilJob(running.jobs, id, state),
    async readFile(lfn) {
      const entry = running.catalogue.entries.find(lfnFrom(lfn));
      if (entry === undefined) throw new Error(`There is no file ${lfn}`);
      return running.contents.read(entry);
    },
    env: (user = defaultUser) => environmentOf(running.layout, endpoint, user),
    addUser: (name, {admin = false, roles = [], ...more} = {}) =>
      running.addMember({name, roles: admin ? [...roles, 'admin'] : roles, ...more}),
    async storeFile({lfn, content, ...target}) {
      const file = join(dir, randomUUID());
      writeFileSync(file, content);
      await running.contents.store(file, {...target, lfn: lfnFrom(lfn)}).finally(() => rmSync(file));
    },
    registerMember: (member) => registerMember(running.catalogue, member),
    async stop() {
      await running.stop();
      removeFolder();
      process.off('exit', removeFolder);
    },
  };
  return grid;
}

/** Keys are kept between runs: they are the slow part of a start. */
function cacheFolder(): string {
  return join(userDirectory(process.env, 'cache'), 'alien-test-keys');
}
