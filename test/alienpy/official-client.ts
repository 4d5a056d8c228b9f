import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {findPeer} from '../../bench/frame/peer.ts';
import {execute} from './execute.ts';
import {type Expectation, expectText} from './expectation.ts';
import {count} from './tally.ts';
import {type EntryWanted, Witness} from './witness.ts';

/** Where the names of a suite begin: the home of `demo`. */
export const HOME = '/alice/cern.ch/user/d/demo';

const INSTALLATION = 300_000;
const COMMAND = 60_000;

/** The official client against a sandbox of one test file, with storage, and with a local directory to work in. */
export class OfficialClient {
  #grid: TestGrid | undefined;
  #witness: Witness | undefined;
  #programs = '';
  #dir = '';
  readonly #kept = new Map<string, string>();

  readonly #jobs: number;

  /**
   * To be called inside of `describe`.
   * @param options how many jobs run at the same time
   */
  constructor({jobs = 0}: {jobs?: number} = {}) {
    this.#jobs = jobs;
    const open = (): Promise<void> => this.#open();
    before('the official client and a grid', function () {
      this.timeout(INSTALLATION);
      return open();
    });
    after(() => this.#close());
  }

  get grid(): TestGrid {
    assert.ok(this.#grid);
    return this.#grid;
  }

  /** Local files that are there before the commands that follow. */
  has(files: Readonly<Record<string, string | Buffer>>): void {
    before('local files', () => this.#write(files));
  }

  #write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.#dir, name);
      mkdirSync(dirname(path), {recursive: true});
      writeFileSync(path, content);
    }
  }

  /**
   * One row of the suite: a test.
   * @param line the words behind `alien.py`; a list where a word holds blanks. A line that begins with another
   *   program of alienpy (`alien_ls`, `alien-token-info`) runs that one. `{name}` is what was kept under this name
   */
  runs(line: string | readonly string[], expected: Expectation = {}): void {
    const words = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line;
    it(titleOf(words, expected), async () => {
      let passed = false;
      try {
        await this.#run(words, expected);
        passed = true;
      } finally {
        count(expected, passed);
      }
    }).timeout(COMMAND);
  }

  /** Not a row: the suite waits until what the sandbox does in the background is to be seen. */
  awaits(name: string, wanted: EntryWanted): void {
    it(`the sandbox brings ${name} to ${JSON.stringify(wanted)}`, async () => {
      const deadline = Date.now() + COMMAND / 2;
      while (!(await this.#isSo(name, wanted)) && Date.now() < deadline) await pause(50);
      await this.#witness?.expectEntry(`${HOME}/${name}`, wanted);
    }).timeout(COMMAND);
  }

  async #isSo(name: string, wanted: EntryWanted): Promise<boolean> {
    try {
      await this.#witness?.expectEntry(`${HOME}/${name}`, wanted);
      return true;
    } catch (error) {
      if (error instanceof assert.AssertionError) return false;
      throw error;
    }
  }

  async #run(words: readonly string[], expected: Expectation): Promise<void> {
    const {code, stdout, stderr} = await this.#execute(words, expected);
    assert.equal(code, expected.code ?? 0, `exit code; it said: ${stdout}\n${stderr}`);
    if (expected.json === undefined) expectText('stdout', stdout, expected.out);
    else assert.partialDeepStrictEqual(JSON.parse(stdout), expected.json);
    expectText('stderr', stderr, expected.err);
    if (expected.keep !== undefined) {
      assert.ok(expected.out instanceof RegExp);
      this.#kept.set(expected.keep, expected.out.exec(stdout)?.[1] ?? '');
    }
    for (const [name, wanted] of Object.entries(expected.grid ?? {})) {
      await this.#witness?.expectEntry(name.startsWith('/') ? name : `${HOME}/${name}`, wanted);
    }
    for (const [name, wanted] of Object.entries(expected.local ?? {})) this.#expectLocal(name, wanted);
  }

  /** What was kept under this name. */
  kept(name: string): string {
    const value = this.#kept.get(name);
    assert.ok(value, `Nothing is known of ${name}.`);
    return value;
  }

  #execute(words: readonly string[], {stdin = '', env, user = 'demo'}: Expectation) {
    const filled = words.map((word) => word.replace(/\{(\w+)\}/g, (_, name: string) => this.kept(name)));
    const [first = '', ...rest] = filled;
    const [program, args] = /^alien[-_]/.test(first) ? [first, rest] : ['alien.py', filled];
    return execute(join(this.#programs, program), args, {
      cwd: this.#dir,
      env: {
        PATH: process.env['PATH'],
        HOME: this.#dir,
        TMPDIR: join(this.#dir, 'tmp'),
        ...this.grid.env(user),
        ...env,
      },
      stdin,
      timeout: COMMAND,
    });
  }

  #expectLocal(name: string, wanted: string | RegExp | null): void {
    let content: string | null = null;
    try {
      content = readFileSync(join(this.#dir, name), 'utf8');
    } catch (error) {
      // A directory above it may be a file: then it is not there either.
      const {code = ''} = error as NodeJS.ErrnoException;
      if (!['ENOENT', 'ENOTDIR'].includes(code)) throw error;
    }
    if (wanted instanceof RegExp) assert.match(content ?? '', wanted, name);
    else assert.equal(content, wanted, name);
  }

  async #open(): Promise<void> {
    const program = findPeer();
    assert.ok(program, 'alien.py cannot be had.');
    this.#programs = dirname(program);
    this.#dir = mkdtempSync(join(tmpdir(), 'alien-peer-'));
    mkdirSync(join(this.#dir, 'tmp'));
    this.#grid = await startGrid({storage: true, users: ['demo', 'kim'], jobs: this.#jobs});
    await this.#grid.faults.set('no-find-cache'); // the client believes it, whatever it has changed itself
    this.#witness = new Witness(this.#grid);
  }

  async #close(): Promise<void> {
    this.#witness?.close();
    await this.#grid?.stop();
    rmSync(this.#dir, {recursive: true, force: true});
  }
}

function titleOf(words: readonly string[], {user, env = {}, stdin, peerAtFault}: Expectation): string {
  return [
    ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ...words.map((word) => (/[\s;|<]/.test(word) ? `'${word}'` : word)),
    ...(stdin === undefined ? [] : [`<<< '${stdin.trim().replaceAll('\n', '; ')}'`]),
    ...(user === undefined ? [] : [`(as ${user})`]),
    ...(peerAtFault === undefined ? [] : [`(peer at fault: ${peerAtFault})`]),
  ].join(' ');
}
