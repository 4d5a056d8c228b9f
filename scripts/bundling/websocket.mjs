import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {withLazyRequires} from './lazy-requires.mjs';

const LIBRARY = join(dirname(createRequire(import.meta.url).resolve('ws/package.json')), 'lib');

/** What a client that is given its connection, and asks for no compression, never comes to. */
const UNUSED = /^(?:https|querystring|tls|zlib)$/;

/**
 * An esbuild plugin that puts the client of `ws` into a bundle: no server, and no module of Node that is not used.
 * @param namespace of the modules that get it; for others it stays as it is
 */
export function websocketFor(namespace) {
  return {
    name: 'websocket',
    setup(build) {
      const client = 'websocket-client';
      build.onResolve({filter: /^ws$/}, (asked) =>
        asked.namespace === namespace ? {path: 'ws', namespace: client} : undefined,
      );
      build.onLoad({filter: /./, namespace: client}, () => ({
        contents: "exports.WebSocket = require('./websocket.js');",
        resolveDir: LIBRARY,
      }));
      build.onLoad({filter: /\/ws\/lib\/[^/]+\.js$/}, async ({path}) => ({
        contents: withLazyRequires(await readFile(path, 'utf8'), UNUSED),
        loader: 'js',
      }));
    },
  };
}
