import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createReadStream, readFileSync} from 'node:fs';
import {createServer, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Where the content of one version of a package is: a tarball, or the directory in which it is installed. */
type Source = {readonly tarball: string} | {readonly directory: string};

interface Version {
  readonly manifest: Readonly<Record<string, unknown>> & {readonly name: string; readonly version: string};
  readonly source: Source;
}

/** Large, and optional: tests start the program with the Node that runs them. */
const NODE = /^node-(?:linux|darwin)-/;

/** A registry of packages on this machine: those that are given, and all that this checkout has installed but Node. */
export class PackageRegistry {
  readonly #versions = new Map<string, Version[]>();
  readonly #stalled = new Map<string, () => void>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(({url = ''}, response) => this.#answer(decodeURIComponent(url), response));
  }

  /** @param own tarballs or directories of packages that come before those that are installed here */
  static async start(
    own: readonly (Version['manifest'] & {readonly source: Source})[],
  ): Promise<PackageRegistry> {
    const registry = new PackageRegistry();
    for (const {source, ...manifest} of own) registry.#add({manifest, source});
    const {packages} = JSON.parse(readFileSync(join(ROOT, 'node_modules/.package-lock.json'), 'utf8')) as {
      packages: Record<string, {link?: boolean; inBundle?: boolean}>;
    };
    for (const [path, {link, inBundle}] of Object.entries(packages))
      if (!link && !inBundle && path.startsWith('node_modules/')) registry.#addInstalled(join(ROOT, path));
    registry.#server.listen(0, '127.0.0.1');
    await once(registry.#server, 'listening');
    return registry;
  }

  /** Never send the content of a package. @returns resolved when that was asked for */
  async stall(name: string): Promise<void> {
    await new Promise<void>((resolve) => this.#stalled.set(name, resolve));
  }

  /** Send all contents again. */
  flow(): void {
    this.#stalled.clear();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #addInstalled(directory: string): void {
    const manifest = manifestIn(directory);
    if (NODE.test(manifest.name)) return;
    if (!this.#versions.get(manifest.name)?.some(({source}) => 'tarball' in source))
      this.#add({manifest, source: {directory}});
  }

  #add(version: Version): void {
    const {name} = version.manifest;
    this.#versions.set(name, [...(this.#versions.get(name) ?? []), version]);
  }

  /** `/NAME` is what there is of a package, `/-/NAME/VERSION` is its content. */
  #answer(url: string, response: ServerResponse): void {
    const [, name = url.slice(1), wanted] = /^\/-\/(.*)\/([^/]*)$/.exec(url) ?? [];
    const versions = this.#versions.get(name) ?? [];
    if (wanted === undefined && versions.length > 0)
      return void response.end(JSON.stringify(this.#document(name, versions)));
    const found = versions.find(({manifest}) => manifest.version === wanted);
    if (found === undefined) return void response.writeHead(404).end('{}');
    const tell = this.#stalled.get(name);
    if (tell !== undefined) return tell();
    if ('tarball' in found.source) createReadStream(found.source.tarball).pipe(response);
    else sendPacked(found.source.directory, 'bundleDependencies' in found.manifest, response);
  }

  #document(name: string, versions: readonly Version[]): object {
    const all = versions.map(({manifest}) => {
      const tarball = `${this.url}-/${name}/${manifest.version}`;
      return [manifest.version, {...manifest, dist: {tarball}}] as const;
    });
    return {name, 'dist-tags': {latest: all[0]?.[0]}, versions: Object.fromEntries(all)};
  }
}

export function manifestIn(directory: string): Version['manifest'] {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Version['manifest'];
}

/** Send a directory as `npm pack` has it, with little compression, since it does not go far. */
function sendPacked(directory: string, hasBundled: boolean, response: ServerResponse): void {
  const without = hasBundled ? [] : ['--exclude=./node_modules'];
  const words = ['-c', '--use-compress-program=gzip -1', '--transform=s,^\\.,package,', ...without, '.'];
  const tar = spawn('tar', ['-C', directory, ...words], {stdio: ['ignore', 'pipe', 'inherit']});
  response.once('close', () => tar.kill()); // who asked may end before all was sent
  tar.stdout.pipe(response);
}
