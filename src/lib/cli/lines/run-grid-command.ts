import {homeOf} from '../../files/home.ts';
import {type GridCommandLine, type Word, wordText} from '../../lines/line.ts';
import type {Run} from '../base/run.ts';
import {Output} from '../show/output.ts';
import {OutputFile} from './output-file.ts';
import {ShellPipe} from './shell-pipe.ts';

/**
 * Run a command of a line with its output where the line wants it.
 * @param run of the line
 * @param stdin of the command; absent: that of the line
 * @returns the exit code
 * @throws {UserError} for a file that takes no output
 */
export async function runGridCommand(
  run: Run,
  line: GridCommandLine,
  stdin?: NodeJS.ReadableStream,
): Promise<number> {
  const {lastCode} = run.series;
  const textOf = (word: Word): string => wordText(word, lastCode, run.env);
  const sinks: (OutputFile | ShellPipe)[] = [];
  let {stdout, stderr} = run.out;
  if (line.pipe !== undefined) {
    const pipe = new ShellPipe(line.pipe, run);
    sinks.push(pipe);
    stdout = pipe;
  }
  let code = 1;
  try {
    for (const {from, to, append} of line.redirects) {
      const target = to === 'data' ? stdout : await OutputFile.open(pathOf(textOf(to), run), append);
      if (target instanceof OutputFile) sinks.push(target);
      if (from === 1) stdout = target;
      else stderr = target;
    }
    const out = sinks.length === 0 ? run.out : new Output(stdout, stderr);
    code = await run.launch(line.words.map(textOf), {
      out,
      ...(stdin && {stdin}),
      onStart: (interrupt) => sinks.forEach((sink) => (sink.interrupt = interrupt)),
    });
  } finally {
    for (const sink of new Set(sinks)) code = await sink.end(code);
  }
  return code;
}

/** A local name behind `>`, where `~` is the home on this machine. */
function pathOf(name: string, run: Run): string {
  return run.path(name.replace(/^~(?=\/|$)/, () => homeOf(run.env)));
}
