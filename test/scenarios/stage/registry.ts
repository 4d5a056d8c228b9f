import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

/** A package registry that knows one release of each package, or none. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** the paths that it was asked for */
  readonly asked: readonly string[];
}

/** @param version undefined: it knows nothing */
export async function openRegistry(version: string | undefined): Promise<Registry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '').slice(1);
    asked.push(name);
    if (version === undefined) return response.writeHead(404).end('{"error": "not found"}');
    const versions = {[version]: {name, version, dist: {tarball: 'http://localhost/none', shasum: '0'}}};
    const document = {name, 'dist-tags': {latest: version}, versions};
    return response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
