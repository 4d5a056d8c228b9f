import {chmodSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {Authority} from '../authority/authority.ts';
import type {KeySource} from '../authority/keys.ts';
import {Catalogue} from '../catalogue/catalogue.ts';
import {Faults} from '../faults/faults.ts';
import {StorageFaults} from '../faults/storage-faults.ts';
import {Farm} from '../jobs/farm.ts';
import {TaskQueue} from '../jobs/queue.ts';
import {USUAL_LIMITS} from '../jobs/worker/limits.ts';
import type {JobLimits} from '../jobs/worker/limits.ts';
import {Chronicle} from '../catalogue/chronicle.ts';
import {ENVELOPE_LIFETIME, EnvelopeSealer, ISSUER} from '../service/call/envelope.ts';
import {Expiry} from '../catalogue/expiry.ts';
import {FindCache} from '../service/call/find-cache.ts';
import type {Grid} from '../service/call/grid.ts';
import type {Watcher} from '../faults/fate.ts';
import {startService} from '../service/connections/server.ts';
import type {CentralService} from '../service/connections/server.ts';
import {Cleaner} from '../storage/cleaner.ts';
import {Contents} from '../storage/contents.ts';
import {DiskReach, ServerReach} from '../storage/reach.ts';
import type {Reach} from '../storage/reach.ts';
import {startStorage} from '../storage/storage.ts';
import type {RevivalPace} from '../storage/revival.ts';
import type {RunningElement} from '../storage/storage.ts';
import {TransferWorker} from '../storage/transfer-worker.ts';
import {hasXrootdTools} from '../storage/xrootd-tool.ts';
import {layoutOf} from './layout.ts';
import type {Layout} from './layout.ts';
import {addMember} from './members.ts';
import type {Member} from './members.ts';

/** The storage elements' address while none is running. */
const NO_STORAGE_PORT = 1094;

export interface RunOptions {
  readonly root: string;
  readonly name: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly storage: boolean;
  /** How many jobs run at the same time; without it jobs do not run. */
  readonly jobs?: number | undefined;
  /** What differs from the usual limits of one job. */
  readonly jobLimits?: Partial<JobLimits> | undefined;
  /** Ports that the storage elements had before, by name; they keep them if they can. */
  readonly storagePorts?: Readonly<Record<string, number>>;
  /** Replicas of a file of which nothing else is said. */
  readonly defaultReplicas?: number;
  /** Users that should be there. */
  readonly members: readonly Member[];
  readonly keys?: KeySource;
  readonly watch?: Watcher;
  /** Where to write what goes wrong without anyone asking. */
  readonly log?: (text: string) => void;
  /** Called with what has happened to the server of a storage element without anyone asking. */
  readonly onStorageTrouble?: (element: string, what: string) => void;
  /** When storage servers that died are started again; without it they stay dead. */
  readonly revival?: RevivalPace;
}

/** A sandbox that runs inside this process (its storage elements are processes of their own). */
export interface RunningSandbox {
  readonly layout: Layout;
  readonly authority: Authority;
  readonly catalogue: Catalogue;
  readonly jobs: TaskQueue;
  readonly contents: Contents;
  readonly port: number;
  readonly service: Pick<CentralService, 'logins' | 'hangUp'>;
  readonly storage: readonly RunningElement[];
  readonly faults: Faults;
  /** What runs jobs; undefined if nothing does. */
  readonly farm: Farm | undefined;
  addMember(member: Member): Promise<void>;
  stop(): Promise<void>;
}

/** Opens a sandbox, founding it if it is new, and starts its storage and its central service. */
export async function runSandbox(options: RunOptions): Promise<RunningSandbox> {
  const layout = layoutOf(options.root);
  const authority = await Authority.open(layout.root, options.name, options.keys);
  const catalogue = openCatalogue(layout);
  const jobs = new TaskQueue(catalogue.database);
  if (options.defaultReplicas !== undefined) catalogue.defaultReplicas = options.defaultReplicas;
  await Promise.all(options.members.map((member) => addMember(layout, authority, catalogue, member)));
  const faults = new Faults({storage: options.storage});
  const contents = new Contents(catalogue, layout.storage);
  const parts = {layout, catalogue, contents, authority, jobs};
  const kept = Farm.kept(parts);
  const undo: (() => Promise<void> | void)[] = [() => catalogue.close()];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const authorization = {issuer: ISSUER, key: authority.envelopeKey, lifetime: ENVELOPE_LIFETIME};
    const credentials = authority.serverCredentials();
    const storage = options.storage
      ? await startStorage(layout.storage, {authorization, credentials}, options)
      : undefined;
    undo.push(() => storage?.stop());
    const trouble =
      storage &&
      (await StorageFaults.start(faults, {
        servers: storage.servers,
        folder: layout.storage,
        tape: catalogue.tape,
      }));
    undo.push(() => trouble?.stop());
    const chronicle = new Chronicle();
    const cleaner = new Cleaner(catalogue, layout.storage, chronicle);
    undo.push(() => cleaner.stop());
    const expiry = new Expiry(catalogue, chronicle, () => cleaner.wake());
    undo.push(() => expiry.stop());
    const envelopes = new EnvelopeSealer(authority.envelopeKey);
    const urlOf: Grid['urlOf'] = ({number}, path) =>
      `root://127.0.0.1:${trouble?.portOf(number, path) ?? NO_STORAGE_PORT}/${path}`;
    const httpUrlOf: Grid['httpUrlOf'] = ({number, http}, path) => {
      const port = http ? trouble?.portOf(number, path) : undefined;
      return port === undefined ? undefined : `https://127.0.0.1:${port}${path}`;
    };
    const reach =
      storage === undefined || !hasXrootdTools() ? new DiskReach(layout.storage) : reachBy(urlOf, envelopes);
    const transfers = new TransferWorker({
      catalogue,
      reach,
      chronicle,
      arrived: (place) => contents.seal(place),
      removed: () => cleaner.wake(),
    });
    undo.push(() => transfers.stop());
    const service = await startService(
      {
        catalogue,
        jobs,
        authority,
        faults,
        envelopes,
        chronicle,
        contents,
        ...(options.jobs !== undefined && {outputs: kept}),
        finds: new FindCache(),
        reach,
        urlOf,
        httpUrlOf,
        beforeRead: (element, path) => trouble?.beforeRead(element, path),
        deletionsQueued: () => cleaner.wake(),
        onError: (error) =>
          options.log?.(error instanceof Error ? (error.stack ?? error.message) : String(error)),
        transfersQueued: () => transfers.wake(),
      },
      {port: options.port, ...(options.watch && {watch: options.watch})},
    );
    undo.push(() => service.close());
    cleaner.wake();
    transfers.wake();
    undo.push(faults.watch(() => void (jobs.sites.hasBadElement = faults.find('bad-site') !== undefined)));
    const fate = () => faults.take('job-ends')?.end;
    const farm = await startFarm({...parts, kept, fate}, options, service.port);
    undo.push(() => farm?.stop());
    return {
      layout,
      authority,
      catalogue,
      jobs,
      contents,
      port: service.port,
      service,
      storage: storage?.elements ?? [],
      faults,
      farm,
      addMember: (member) => addMember(layout, authority, catalogue, member),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startFarm(
  parts: Parameters<typeof Farm.start>[0],
  {jobs: slots, jobLimits, log = () => undefined}: RunOptions,
  port: number,
): Promise<Farm | undefined> {
  return slots === undefined
    ? undefined
    : Farm.start(parts, {slots, limits: {...USUAL_LIMITS, ...jobLimits}, port, log});
}

/** Opens the catalogue of a sandbox, making it if it is not there. */
export function openCatalogue(layout: Layout): Catalogue {
  mkdirSync(layout.catalogue, {recursive: true, mode: 0o700});
  chmodSync(layout.catalogue, 0o700);
  return new Catalogue(join(layout.catalogue, 'catalogue.sqlite'));
}

/** The sandbox's own envelopes are an admin's. */
function reachBy(urlOf: Grid['urlOf'], envelopes: EnvelopeSealer): Reach {
  return new ServerReach(({guid, se, path}, access) => {
    const envelope = envelopes.seal({access, guid, path, user: 'admin'});
    return `${urlOf({number: se}, path)}?xrd.wantprot=unix&authz=${envelope}`;
  });
}
