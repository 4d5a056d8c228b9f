import {existsSync} from 'node:fs';
import {ELEMENTS} from '../catalogue/elements.ts';
import type {IsolationKind} from '../jobs/worker/isolation.ts';
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
  /** How many jobs run at the same time, and how they are shut in; null while the sandbox does not run. */
  readonly jobs: {readonly slots: number; readonly isolation: IsolationKind} | null;
}

export interface ElementStatus {
  readonly name: string;
  readonly qos: string;
  readonly port: number | null;
  readonly pid: number | null;
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
    const port = alive ? (state?.storagePorts[element.name] ?? null) : null;
    return {name: element.name, qos: element.qos, port, pid: alive ? pid : null};
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
    jobs: holder && state ? {slots: state.jobs, isolation: state.isolation} : null,
  };
}

function usersOf(root: string): Status['users'] {
  const catalogue = openCatalogue(layoutOf(root));
  try {
    return catalogue.users.all().map(({name, roles}) => ({name, roles}));
  } finally {
    catalogue.close();
  }
}
