import {Readable} from 'node:stream';
import type {Config} from '@oclif/core';
import type {AlienCommand} from '../../src/lib/cli/base/alien-command.ts';
import type {Engines} from '../../src/lib/cli/base/engines.ts';
import {Interrupt} from '../../src/lib/cli/base/interrupt.ts';
import type {StorageWishes} from '../../src/lib/cli/base/open-storage.ts';
import {Program} from '../../src/lib/cli/base/program.ts';
import {loadOptions} from '../../src/lib/cli/base/run-of.ts';
import {Run} from '../../src/lib/cli/base/run.ts';
import type {Series} from '../../src/lib/cli/base/series.ts';
import {Output, type TextStream} from '../../src/lib/cli/show/output.ts';
import {type KnownFlags, ownSpelling} from '../../src/lib/cli/words/legacy-arguments.ts';
import type {CopySummary} from '../../src/lib/copy/model/events.ts';
import type {CopyRequest} from '../../src/lib/copy/model/request.ts';
import {parts} from '../../src/lib/flow/parts.ts';
import {type Answer, type Result, exitCodeOf} from '../../src/lib/session/requests/answer.ts';
import type {Requester} from '../../src/lib/session/requests/requester.ts';
import type {SyncRequest} from '../../src/lib/sync/request.ts';
import type {Launch} from '../../src/lib/programs/launch.ts';
import {FakeStorage} from '../lib/copy/support/fake-storage.ts';

/** A command as the bench takes it: the default export of its file. */
type CommandClass = (new (argv: string[], config: Config) => AlienCommand) & {
  readonly flags: KnownFlags;
  readonly baseFlags?: KnownFlags;
};

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the run of a command differs from an ordinary one. */
export interface Around {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
  readonly interrupt?: Interrupt;
  /** stdout and stderr are a terminal */
  readonly terminal?: boolean;
  /** of that terminal */
  readonly columns?: number;
  /** what the commands before have left */
  readonly series?: Series;
}

/** A home and a directory that nobody can make, so that no test finds what another has left there. */
const NOWHERE = '/proc/nowhere';

/**
 * Commands without a process and without a grid: words in; requests to the service, and what the engines are asked
 * for, out. It is one program, so several runs at once are part of it.
 */
export class Workbench {
  /** what the service was asked, as words: `ls -F -- x` is four of them */
  readonly requests: string[][] = [];
  readonly copies: CopyRequest[] = [];
  readonly syncs: SyncRequest[] = [];
  readonly wishes: StorageWishes[] = [];
  readonly storage = new FakeStorage();
  /** the programs that were started here */
  readonly launches: Launch[] = [];
  /** the signals that were passed on to them */
  readonly delivered: string[] = [];
  /** what such a program does, and its exit code */
  launched: (launch: Launch) => number | Promise<number> = () => 0;
  /** what the service answers: an answer, or the message of one */
  answer: (words: readonly string[]) => Answer | string | Promise<Answer | string> = () => '';
  /** long answers come in parts of so many results, where a command takes them so; 0: as a whole */
  partLength = 0;
  /** what happens behind the last of these parts, in place of the end */
  breaksOff: Error | undefined;
  /** what the run that was started last has printed so far */
  get printed(): string {
    return this.#stdout.text;
  }
  #stdout = new Text();
  readonly program = new Program('alien/test', () => false, this.#engines());

  /** Run a command to its end; `words` stand behind its name. */
  async run(command: CommandClass, words: readonly string[] = [], around: Around = {}): Promise<Ended> {
    const open = (): Text => new Text(around.terminal, around.columns);
    const [stdout, stderr] = [open(), open()];
    this.#stdout = stdout;
    const run = new Run(this.program, {
      words,
      env: {HOME: NOWHERE, ...around.env},
      cwd: around.cwd ?? NOWHERE,
      out: new Output(stdout, stderr),
      stdin: Readable.from([Buffer.from(around.stdin ?? '')]),
      interrupt: around.interrupt ?? new Interrupt(),
      ...(around.series && {series: around.series}),
    });
    const config = {
      bin: 'alien',
      version: '1.2.3',
      root: '/opt/alien',
      options: loadOptions('/opt/alien', () => run),
      runHook: async () => ({successes: [], failures: []}),
    };
    // eslint-disable-next-line house/no-unchecked-cast -- of oclif's config, commands use only what is here
    const code = await new command(ownSpelling(command, words), config as unknown as Config).run();
    run.close();
    return {code, stdout: stdout.text, stderr: stderr.text};
  }

  /** Run a command that asks the service for one thing. @returns the words of its request */
  async sent(command: CommandClass, words: readonly string[] = []): Promise<string> {
    const before = this.requests.length;
    const {code, stderr} = await this.run(command, words);
    const requests = this.requests.slice(before);
    if (code !== 0 || requests.length !== 1) throw new Error(`${code} ${stderr} ${JSON.stringify(requests)}`);
    return requests.flat().join(' ');
  }

  #engines(): Engines {
    const requester: Requester = {
      request: async (command, options = [], {raw, signal, onResults} = {}) => {
        const words = [command, ...options];
        this.requests.push(words);
        signal?.throwIfAborted();
        const stopped = new Promise<never>((_, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason as Error), {once: true}),
        );
        const answer = await Promise.race([this.answer(words), stopped]);
        const whole = typeof answer === 'string' ? success({message: answer}) : answer;
        if (raw) return {...whole, raw: JSON.stringify(whole)};
        if (!onResults || this.partLength === 0 || exitCodeOf(whole) !== 0) return whole;
        for (const some of parts(whole.results, this.partLength)) await onResults(some, whole.metadata);
        if (this.breaksOff) throw this.breaksOff;
        return {...whole, results: []};
      },
    };
    return {
      openSession: () => ({
        ...requester,
        pool: () => ({...requester, expect: () => undefined}),
        close: () => undefined,
      }),
      openStorage: async (_, wishes) => {
        this.wishes.push(wishes);
        return this.storage;
      },
      copy: async (request) => {
        this.copies.push(request);
        return NOTHING_DONE;
      },
      sync: async (request) => {
        this.syncs.push(request);
        return NOTHING_DONE;
      },
      launch: async (launch, onStart) => {
        this.launches.push(launch);
        onStart((signal) => this.delivered.push(signal));
        return await this.launched(launch);
      },
    };
  }
}

/** An answer with these results. */
export function success(...results: readonly Result[]): Answer {
  return {
    metadata: {user: 'demo', currentdir: '/alice/cern.ch/user/d/demo/', exitcode: '0', error: ''},
    results,
  };
}

/** A refusal of the service. */
export function refusal(exitcode: number, error: string): Answer {
  return {...success(), metadata: {...success().metadata, exitcode: String(exitcode), error}};
}

const NOTHING_DONE: CopySummary = {
  direction: 'upload',
  dryRun: false,
  files: 0,
  copied: 0,
  skipped: 0,
  failed: 0,
  removed: 0,
  notVerified: 0,
  bytes: 0,
  seconds: 0,
  aborted: false,
  failures: [],
  warnings: [],
};

class Text implements TextStream {
  readonly isTTY: boolean;
  readonly columns: number;
  text = '';

  constructor(isTerminal = false, columns = 80) {
    this.isTTY = isTerminal;
    this.columns = columns;
  }

  write(chunk: string | Uint8Array, done?: () => void): boolean {
    this.text += String(chunk);
    done?.();
    return true;
  }
}
