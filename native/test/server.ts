import {execFileSync, spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, connect} from 'node:net';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';

/** xrootd does not run as root, and not with data below /tmp (no checkpoints there) or /root. */
const scratchBase = '/var/tmp';
const asRoot = process.getuid?.() === 0;
const account = 'xrootd';

function idOf(what: '-u' | '-g'): number {
  return Number(execFileSync('id', [what, account], {encoding: 'utf8'}));
}

/** A fresh directory for one suite, removed by `removeScratch`. */
export function makeScratch(): string {
  const directory = mkdtempSync(join(scratchBase, 'xrootd-native-test-'));
  chmodSync(directory, 0o755);
  return directory;
}

export function removeScratch(directory: string): void {
  rmSync(directory, {recursive: true, force: true});
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A real xrootd on a free loopback port. */
export class TestServer {
  readonly port: number;
  /** What clients see as `/`. */
  readonly data: string;
  readonly #process: ChildProcess;
  readonly #log: string;

  private constructor(port: number, data: string, child: ChildProcess, log: string) {
    this.port = port;
    this.data = data;
    this.#process = child;
    this.#log = log;
  }

  static async start(scratch: string, name: string, extra: readonly string[] = []): Promise<TestServer> {
    const base = join(scratch, name);
    const data = join(base, 'data');
    const admin = join(base, 'admin');
    for (const directory of [base, data, admin]) {
      mkdirSync(directory);
      if (asRoot) chownSync(directory, idOf('-u'), idOf('-g'));
    }
    const config = join(base, 'xrootd.cfg');
    const lines = [
      'xrd.protocol xrootd *',
      'all.export / nolock',
      `oss.localroot ${data}`,
      `all.adminpath ${admin}`,
      `all.pidpath ${admin}`,
      'ofs.persist auto hold 0',
      'xrootd.chksum max 2 adler32 md5',
      ...extra,
    ];
    const log = join(base, 'log');
    const args = ['-c', config, '-l', log, '-n', name, ...(asRoot ? ['-R', account] : [])];
    for (;;) {
      const port = await freePort();
      writeFileSync(config, [`xrd.port ${port}`, ...lines, ''].join('\n'));
      const child = spawn('xrootd', args, {stdio: 'ignore', cwd: base});
      const server = new TestServer(port, data, child, log);
      if (await server.#ready()) return server;
    }
  }

  url(path: string, query = ''): string {
    return `root://127.0.0.1:${this.port}//${path}${query && `?${query}`}`;
  }

  /** The local name of what clients call `path`. */
  file(path: string): string {
    return join(this.data, path);
  }

  put(path: string, content: string | Uint8Array): void {
    writeFileSync(this.file(path), content);
    if (asRoot) chownSync(this.file(path), idOf('-u'), idOf('-g'));
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }

  log(): string {
    const base = join(this.#log, '..');
    const name = base.slice(base.lastIndexOf('/') + 1);
    return readFileSync(join(base, name, 'log'), 'utf8');
  }

  /** Until it accepts connections; false if somebody else has taken its port meanwhile. */
  async #ready(): Promise<boolean> {
    for (;;) {
      if (this.#process.exitCode !== null) {
        if (/address already in use/.test(this.log())) return false;
        throw new Error(`xrootd ended at once:\n${this.log()}`);
      }
      const socket = connect(this.port, '127.0.0.1');
      const connected = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      });
      socket.destroy();
      if (connected) return true;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** A server for all tests of the suite in which this is called; it goes away afterwards, also when `use` fails. */
export function useServer(
  use: (opened: {readonly scratch: string; readonly server: TestServer}) => unknown,
  extra?: readonly string[],
): void {
  const opened = new AsyncDisposableStack();
  before(async () => {
    const scratch = opened.adopt(makeScratch(), removeScratch);
    const server = opened.adopt(await TestServer.start(scratch, 'one', extra), (each) => each.stop());
    await use({scratch, server});
  });
  after(() => opened.disposeAsync());
}
