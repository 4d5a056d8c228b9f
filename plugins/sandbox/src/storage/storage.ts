import {ELEMENTS} from '../catalogue/elements.ts';
import type {StorageElement} from '../catalogue/elements.ts';
import {storageAccount} from './account.ts';
import type {Authorization} from './configuration.ts';
import {startServer} from './server.ts';

/** A storage element with its server. */
export interface RunningElement extends StorageElement {
  readonly port: number;
  readonly pid: number;
}

/** All storage elements of a sandbox, running. */
export interface Storage {
  readonly elements: readonly RunningElement[];
  stop(): Promise<void>;
}

export interface StorageOptions {
  /** Ports that the elements had before, by name. */
  readonly storagePorts?: Readonly<Record<string, number>>;
  readonly onStorageLost?: (element: string) => void;
}

/** Starts all storage elements, or none: if one fails, the others are ended again. */
export async function startStorage(
  folder: string,
  authorization: Authorization,
  options: StorageOptions,
): Promise<Storage> {
  const account = storageAccount();
  const starts = await Promise.allSettled(
    ELEMENTS.map((element) =>
      startServer(element, folder, {
        account,
        wantedPort: options.storagePorts?.[element.name] ?? 0,
        authorization,
      }),
    ),
  );
  const servers = starts.flatMap((start) => (start.status === 'fulfilled' ? start.value : []));
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    await Promise.all(servers.map((server) => server.stop()));
  };
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const elements = servers.map((server, index) => {
    const element = ELEMENTS[index] as StorageElement;
    void server.ended.then(() => stopping || options.onStorageLost?.(element.name));
    return {...element, port: server.port, pid: server.pid};
  });
  return {elements, stop};
}
