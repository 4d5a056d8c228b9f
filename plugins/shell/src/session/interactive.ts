import {join} from 'node:path';
import type {ReadStream, WriteStream} from 'node:tty';
import {homeOf, isOn} from '@alien-grid/cli';
import {Completer, type Ending, promptOf, type Run} from '@alien-grid/cli/command';
import type {BackgroundWork} from '../background/work.ts';
import {Editor} from '../editor/editor.ts';
import {withLocalNames} from '../editor/local-names.ts';
import {HistoryFile} from '../history/history-file.ts';
import {History} from '../history/history.ts';
import {BANNER} from './banner.ts';
import {beginSession} from './begin.ts';
import {mayLeave} from './leave.ts';
import {PlaceFile} from './place-file.ts';
import {promptText} from './prompt.ts';
import {InteractiveLines} from './interactive-lines.ts';

/** What an interactive shell is made of. */
export interface ShellParts {
  readonly run: Run;
  readonly input: ReadStream;
  readonly output: WriteStream;
  /** the commands of the program, for completion */
  readonly config: ConstructorParameters<typeof Completer>[0];
  readonly background: BackgroundWork;
}

/** Moves to the next row unless the cursor is at the beginning of one: it wraps only if something stands there. */
const freshRow = (columns: number): string => `${' '.repeat(columns)}\r\u001b[K`;

const CONTINUED = '> ';

/**
 * Talk with a person at a terminal until they leave.
 * @returns the exit code
 * @throws what prevents a connection; the reason why the shell was stopped
 */
export async function openShell(parts: ShellParts): Promise<number> {
  const {run, output, background} = parts;
  const env = await run.environment();
  const home = homeOf(env);
  const place = isOn(env['ALIENPY_NO_CWD_RESTORE'])
    ? undefined
    : new PlaceFile(join(home, '.alienpy_session'));
  await beginSession(run, place);
  output.write(`${BANNER}\n`);
  const history = new History();
  const file = isOn(env['ALIENPY_NO_HISTORY'])
    ? undefined
    : new HistoryFile(join(home, '.alienpy_history'), history);
  const isDumb = env['TERM'] === 'dumb';
  let completer: Completer | undefined;
  const editor = new Editor({
    input: parts.input,
    output,
    history,
    complete: async (text) => {
      completer ??= new Completer(parts.config, run);
      return withLocalNames(text, await completer.complete(text), {cwd: run.cwd, home});
    },
    isPlain: isDumb || Boolean(env['NO_COLOR']),
    isDumb,
  });
  background.onEnd = (text) => editor.printAbove(run.out.safe(text));
  const lines = new InteractiveLines(run, background);
  const handed = run.interrupt.handOver((name: Ending) => {
    if (name === 'SIGINT') return;
    run.interrupt.stop(name);
    editor.close();
  });
  try {
    return await talk();
  } finally {
    handed[Symbol.dispose]();
    editor.close();
  }

  async function talk(): Promise<number> {
    const {series} = run;
    for (;;) {
      file?.refresh();
      const text = await read();
      run.interrupt.signal.throwIfAborted();
      if (text === '') continue;
      if (text === undefined) series.finish(0);
      else {
        file?.append(text);
        if (file === undefined) history.add(text);
        const {isStopped} = await lines.run(text);
        run.interrupt.signal.throwIfAborted();
        completer?.forget();
        if (isStopped) editor.forgetAhead();
      }
      if (series.end === undefined) continue;
      if (await mayLeave(background, editor)) return series.end;
      series.reopen();
    }
  }

  /** @returns a line with those that it is continued by; empty for one that was dropped; undefined at the end */
  async function read(): Promise<string | undefined> {
    let text = '';
    for (let prompt = await promptNow(); ; prompt = CONTINUED) {
      if (!isDumb) output.write(freshRow(output.columns));
      const entered = await editor.read(prompt);
      if (entered.kind === 'end') return undefined;
      if (entered.kind === 'dropped') {
        run.series.lastCode = 130;
        return '';
      }
      text += entered.line;
      if (!isContinued(text)) return text;
      text += '\n';
    }
  }

  async function promptNow(): Promise<string> {
    const standing = await run.grid.standing?.();
    const {user = '-', directory = '-'} = standing ?? {};
    if (standing) place?.write({directory, previous: run.series.previousDirectory});
    return run.out.safe(
      promptText({user, directory, local: run.cwd, now: new Date()}, promptOf({env, series: run.series})),
    );
  }
}

/** Whether a backslash at the end of a line asks for the next one. */
function isContinued(text: string): boolean {
  const [slashes = ''] = /\\*$/.exec(text) ?? [];
  return slashes.length % 2 === 1;
}
