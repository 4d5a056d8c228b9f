import {ELEMENTS} from '../catalogue/elements/elements.ts';
import {storageAccount} from './account.ts';
import {ElementServer} from './element-server.ts';
import type {RevivalPace} from './revival.ts';
import type {ServerOptions} from './server.ts';

/** Where the server of a storage element is at present. */
export interface RunningElement {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
}

/** All storage elements of a sandbox. */
export interface Storage {
  readonly servers: readonly ElementServer[];
  readonly elements: readonly RunningElement[];
  stop(): Promise<void>;
}

export interface StorageOptions {
  /** Ports that the elements had before, by name. */
  readonly storagePorts?: Readonly<Record<string, number>>;
  readonly onStorageTrouble?: (element: string, what: string) => void;
  /** When servers that died are started again; without it they stay dead. */
  readonly revival?: RevivalPace | undefined;
}

/** Starts all storage elements, or none: if one fails, the others are ended again. */
export async function startStorage(
  storageFolder: string,
  trust: Pick<ServerOptions, 'authorization' | 'credentials'>,
  options: StorageOptions,
): Promise<Storage> {
  const account = storageAccount();
  const onTrouble = (element: string, what: string): void => options.onStorageTrouble?.(element, what);
  const servers = ELEMENTS.map((element) => {
    const port = options.storagePorts?.[element.name] ?? 0;
    return new ElementServer(element, port, {
      ...trust,
      storageFolder,
      account,
      onTrouble,
      revival: options.revival,
    });
  });
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.be('down')));
  };
  const starts = await Promise.allSettled(servers.map((server) => server.be('up')));
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const elements = servers.map((server) => ({
    name: server.element.name,
    get port() {
      return server.port;
    },
    get pid() {
      return server.pid;
    },
  }));
  return {servers, elements, stop};
}
