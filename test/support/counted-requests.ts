import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import type {Config} from '@oclif/core';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {AlienCommand} from '../../src/lib/cli/base/alien-command.ts';
import {Interrupt} from '../../src/lib/cli/base/interrupt.ts';
import {Program} from '../../src/lib/cli/base/program.ts';
import {loadOptions} from '../../src/lib/cli/base/run-of.ts';
import {Run} from '../../src/lib/cli/base/run.ts';
import {Output} from '../../src/lib/cli/show/output.ts';
import {type KnownFlags, ownSpelling} from '../../src/lib/cli/words/legacy-arguments.ts';

type CommandClass = (new (argv: string[], config: Config) => AlienCommand) & {
  readonly flags: KnownFlags;
  readonly baseFlags?: KnownFlags;
};

/** What a command has asked of the service. */
export interface Asked {
  readonly code: number;
  readonly logins: number;
  /** the names of the requests, in their order */
  readonly requests: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
}

const COMMANDS = join(import.meta.dirname, '../../src/commands');

/** The files of the commands, by the words that name them: `ls`, `jobs list`. */
export function commandFiles(): Map<string, string> {
  const files = readdirSync(COMMANDS, {recursive: true, encoding: 'utf8'}).filter((name) =>
    name.endsWith('.ts'),
  );
  return new Map(
    files.map((file) => [
      file
        .replace(/^_\w+\//, '')
        .replace(/\.ts$/, '')
        .replaceAll('/', ' '),
      join(COMMANDS, file),
    ]),
  );
}

/**
 * Run a command of ours to its end as in a process of its own, with a login of its own.
 * @param words those of its name, and what stands behind it
 * @param dir its home, and where relative local names start
 */
export async function askedBy(grid: TestGrid, words: readonly string[], dir: string): Promise<Asked> {
  const files = commandFiles();
  const length = [2, 1].find((count) => files.has(words.slice(0, count).join(' '))) ?? 0;
  const file = files.get(words.slice(0, length).join(' '));
  if (file === undefined) throw new Error(`There is no command ${words.join(' ')}.`);
  const {default: command} = (await import(file)) as {default: CommandClass};
  const texts = {stdout: '', stderr: ''};
  const stream = (name: keyof typeof texts) => ({
    write(chunk: string | Uint8Array, done?: () => void) {
      texts[name] += String(chunk);
      done?.();
      return true;
    },
  });
  const program = new Program('alien/test', () => false);
  const run = new Run(program, {
    words,
    env: {HOME: dir, TMPDIR: dir, ...grid.env()},
    cwd: dir,
    out: new Output(stream('stdout'), stream('stderr')),
    stdin: Readable.from([]),
    interrupt: new Interrupt(),
    isOnlyRun: true,
  });
  const config = {
    bin: 'alien',
    version: '1.2.3',
    root: join(import.meta.dirname, '../..'),
    options: loadOptions('/opt/alien', () => run),
    runHook: async () => ({successes: [], failures: []}),
  };
  const [logins, requests] = [grid.logins, grid.requests.length];
  try {
    const argv = ownSpelling(command, words.slice(length));
    // eslint-disable-next-line house/no-unchecked-cast -- of oclif's config, commands use only what is here
    const code = await new command(argv, config as unknown as Config).run();
    return {
      code,
      ...texts,
      logins: grid.logins - logins,
      requests: grid.requests.slice(requests).map(({command: name}) => name),
    };
  } finally {
    run.close();
  }
}
