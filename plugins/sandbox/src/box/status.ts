import {existsSync} from 'node:fs';
import {ELEMENTS} from '../catalogue/elements/elements.ts';
import {USUAL_LIMITS} from '../jobs/worker/limits.ts';
import type {JobLimits} from '../jobs/worker/limits.ts';
import type {IsolationKind} from '../jobs/worker/isolation.ts';
import {readHistory} from '../storage/history.ts';
import type {ServerHistory} from '../storage/history.ts';
import {serverFiles} from '../storage/layout.ts';
import {layoutOf} from './layout.ts';
import {lockHolder} from './lock.ts';
import {commandLineHas, identify} from './process.ts';
import {readPid} from './orphans.ts';
import {openCatalogue} from './run.ts';
import {readState} from './state.ts';

/** What there is to tell about a sandbox. */
export interface Status {
  readonly name: string;
  readonly running: boolean;
  readonly directory: string;
  /** Whether it was ever started. */
  readonly exists: boolean;
  readonly pid: number | null;
  readonly endpoint: string | null;
  readonly users: readonly {readonly name: string; readonly roles: readonly string[]}[];
  /** Empty for a sandbox that runs without storage elements. */
  readonly storage: readonly ElementStatus[];
  /** How many jobs run at the same time, how they are shut in, and what each may use; null while it does not run. */
  readonly jobs: {
    readonly slots: number;
    readonly isolation: IsolationKind;
    readonly limits: JobLimits;
  } | null;
}

export interface ElementStatus {
  readonly name: string;
  readonly qos: string;
  readonly port: number | null;
  readonly pid: number | null;
  /** `waiting` until it is started again, `failed` if it died so often that it is not. */
  readonly state: 'up' | 'down' | 'waiting' | 'failed';
  /** How often it died in a row and was started again. */
  readonly restarts: number;
  /** When it is started again, in ms since the epoch. */
  readonly startsAt: number | null;
  readonly log: string;
}

export function statusOf(root: string, name: string): Status {
  const layout = layoutOf(root);
  const holder = lockHolder(layout.lock);
  const state = readState(layout);
  const elements = holder !== undefined && state?.storage === false ? [] : ELEMENTS;
  const storage = elements.map((element): ElementStatus => {
    const files = serverFiles(layout.storage, element.root.slice(1));
    const pid = readPid(files.pid);
    const alive = identify(pid) !== undefined && commandLineHas(pid, files.config);
    const history = readHistory(files.history);
    const port = alive ? (history?.port ?? state?.storagePorts[element.name] ?? null) : null;
    const running = holder !== undefined;
    return {
      name: element.name,
      qos: element.qos,
      port,
      pid: alive ? pid : null,
      ...fateOf(alive, running ? history : undefined),
      log: files.log,
    };
  });
  return {
    name: state?.name ?? name,
    running: holder !== undefined,
    directory: root,
    exists: existsSync(layout.catalogue),
    pid: holder?.pid ?? null,
    endpoint: holder && state ? `wss://localhost:${state.port}/websocket/json` : null,
    users: existsSync(layout.catalogue) ? usersOf(root) : [],
    storage,
    jobs:
      holder && state
        ? {slots: state.jobs, isolation: state.isolation, limits: state.limits ?? USUAL_LIMITS}
        : null,
  };
}

/** A server that is down although it died is either waited for, or was given up. */
function fateOf(
  alive: boolean,
  history: ServerHistory | undefined,
): Pick<ElementStatus, 'state' | 'restarts' | 'startsAt'> {
  const {deaths = 0, startsAt = null} = history ?? {};
  if (alive) return {state: 'up', restarts: deaths, startsAt: null};
  if (deaths === 0) return {state: 'down', restarts: 0, startsAt: null};
  return {state: startsAt === null ? 'failed' : 'waiting', restarts: deaths - 1, startsAt};
}

function usersOf(root: string): Status['users'] {
  const catalogue = openCatalogue(layoutOf(root));
  try {
    return catalogue.users.all().map(({name, roles}) => ({name, roles}));
  } finally {
    catalogue.close();
  }
}

/** Whether the server of a storage element is there, and what happened to it. */
export function describeElement({state, port, restarts, startsAt, log}: ElementStatus): string {
  if (state === 'waiting')
    return `down, starts again at ${new Date(startsAt ?? 0).toTimeString().slice(0, 8)}`;
  if (state === 'failed') return `down: it died ${restarts + 1} times and is not started again, see ${log}`;
  if (state === 'down') return 'down';
  const note = restarts > 0 ? ` (died and was started again: ${restarts})` : '';
  return `up, root://127.0.0.1:${port}${note}`;
}
