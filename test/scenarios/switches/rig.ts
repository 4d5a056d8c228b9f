import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {Config} from '@oclif/core';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import Cp from '../../../src/commands/_copy/cp.ts';
import {Interrupt} from '../../../src/lib/cli/base/interrupt.ts';
import {Program} from '../../../src/lib/cli/base/program.ts';
import {loadOptions} from '../../../src/lib/cli/base/run-of.ts';
import {Run} from '../../../src/lib/cli/base/run.ts';
import {ownSpelling} from '../../../src/lib/cli/words/legacy-arguments.ts';
import {Output} from '../../../src/lib/cli/show/output.ts';
import {findEntries} from '../../../src/lib/catalogue/find.ts';
import {splitWords} from '../../../src/lib/copy/operands/list-words.ts';
import type {CopyEvent} from '../../../src/lib/copy/model/events.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import type {Session} from '../../../src/lib/session/session.ts';
import {openFolder, openGrid, useUntilEnd} from '../stage/scene.ts';

/** A rig for the suite in which this is called. */
export function useRig(use: (rig: Rig) => unknown): void {
  useUntilEnd('suite', async (held) => {
    const rig = new Rig(await openGrid({storage: true}, held), await openFolder(held));
    held.defer(() => rig.close());
    await use(rig);
  });
}

export const HOME = '/alice/cern.ch/user/d/demo';
const ROOT = join(import.meta.dirname, '../../..');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** what it told, where `--json` was among the words */
  readonly events: readonly CopyEvent[];
}

/**
 * The command cp in this process, from its words to its exit code, against real storage: many lines in the time that a
 * process needs to start. The directory of the rig is that of the command, and its home.
 */
export class Rig {
  readonly grid: TestGrid;
  readonly dir: string;
  readonly #session: Session;
  readonly #env: NodeJS.ProcessEnv;
  readonly #program = new Program('test', () => false);

  constructor(grid: TestGrid, dir: string) {
    this.grid = grid;
    this.dir = dir;
    this.#env = {...process.env, ...grid.env(), HOME: dir, XDG_STATE_HOME: join(dir, '.state')};
    this.#session = connect({env: this.#env, userAgent: 'test'});
  }

  close(): void {
    this.#session.close();
    this.#program.close();
  }

  /**
   * Run `cp` with the words of a line, as a shell would read it, but for patterns and `~`; or with these words.
   * @param onEvent told of what it tells, as it does, where `--json` is among the words
   */
  async cp(
    line: string | readonly string[],
    onEvent: (event: CopyEvent) => void = () => undefined,
  ): Promise<Ended> {
    const words = ownSpelling(Cp, typeof line === 'string' ? splitWords(line) : line);
    let [stdout, stderr] = ['', ''];
    const events: CopyEvent[] = [];
    const out = into((text) => {
      stdout += text;
      if (!words.includes('--json')) return;
      const event = JSON.parse(text) as CopyEvent;
      events.push(event);
      onEvent(event);
    });
    const talk = into((text) => (stderr += text));
    const run = new Run(this.#program, {
      words: ['cp', ...words],
      env: this.#env,
      cwd: this.dir,
      out: new Output(out, talk),
      stdin: Readable.from([]),
      interrupt: new Interrupt(),
    });
    const config = await Config.load(loadOptions(ROOT, () => run));
    try {
      const code = await Cp.run([...words], config);
      return {code, stdout, stderr, events};
    } finally {
      run.close();
    }
  }

  /** Files below a local directory, hidden ones too, sorted; none where it does not exist. */
  async here(directory: string): Promise<string[]> {
    const options = {recursive: true, withFileTypes: true} as const;
    const entries = await readdir(join(this.dir, directory), options).catch(() => []);
    const prefix = join(this.dir, directory, '/').length;
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => join(entry.parentPath, entry.name).slice(prefix)).sort();
  }

  /** Files below a directory of the grid home, sorted; none where it does not exist. */
  async there(directory: string): Promise<string[]> {
    const root = directory === '.' ? HOME : `${HOME}/${directory}`;
    const entries = await findEntries(this.#session, root as Lfn).catch(() => []);
    return entries.map(({lfn}) => lfn.slice(root.length + 1)).sort();
  }

  /** The storage elements that hold a file of the grid home. */
  async elements(name: string): Promise<string[]> {
    const {results} = await this.#session.request('whereis', [`${HOME}/${name}`]);
    return [...JSON.stringify(results).matchAll(/SE => (\S+)/g)].map(([, se = '']) => se).sort();
  }
}

/** A stream for the program's output. */
function into(take: (text: string) => void) {
  return {
    write(chunk: string | Uint8Array, done?: () => void) {
      take(String(chunk));
      done?.();
      return true;
    },
  };
}
