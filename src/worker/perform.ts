import {closeSync} from 'node:fs';
import {constants} from 'node:os';
import {Readable} from 'node:stream';
import type {CallerLine} from '../lib/agent/caller-line.ts';
import type {Caller} from '../lib/agent/descriptors.ts';
import {MESSAGE} from '../lib/agent/messages.ts';
import {letGo, outputStream, resized} from '../lib/agent/output-stream.ts';
import {reportFailure} from '../lib/cli/base/failure.ts';
import {type Ending, EXIT_CODES, Interrupt} from '../lib/cli/base/interrupt.ts';
import {Run, type Surroundings} from '../lib/cli/base/run.ts';
import {Output} from '../lib/cli/show/output.ts';
import type {Question} from '../lib/completion/question.ts';
import {InternalError} from '../lib/errors/errors.ts';
import {EXIT, exitCodeFrom} from '../lib/errors/exit-codes.ts';
import {workFor} from '../lib/traces/process-mark.ts';
import type {Task, Worker} from './task.ts';
import {catchEarlyEnd, tellFault} from '../process/last-resort.ts';
import {launcher, runWords, spelled} from '../start/launch.ts';
import {OutputWatch} from '../process/output-watch.ts';
import {currentDirectory} from '../process/process-run.ts';
import {GRACE_MS} from '../process/signals.ts';

const SIGNALS: ReadonlyMap<number, Ending> = new Map(
  (Object.keys(EXIT_CODES) as Ending[]).map((name) => [constants.signals[name], name]),
);

interface Around {
  readonly caller: Caller;
  readonly worker: Worker;
  readonly line: CallerLine;
}

/**
 * Do one command with the descriptors of its caller, as the process of the caller would.
 * @returns its exit code. Where a process would die, this one does, and the caller is told how
 */
export async function perform(task: Task, {caller, worker, line}: Around): Promise<number> {
  const {config, program, descriptors} = worker;
  const [stdin, out, err, directory] = caller.descriptors;
  closeSync(stdin); // commands that read are not for a worker
  process.umask(task.umask);
  using work = workFor(caller.process);
  void work;
  const cwd = enter(directory, descriptors.enter);
  const stdout = outputStream(out, descriptors);
  const stderr = outputStream(err, descriptors);
  let isOver = false;
  const die = (type: number, ...numbers: readonly number[]): void => {
    if (isOver) return;
    line.say(type, ...numbers);
    process.kill(process.pid, 'SIGKILL');
  };
  const interrupt = new Interrupt();
  const watch = new OutputWatch(() => interrupt, {
    stdout,
    stderr,
    exit: (code) => die(MESSAGE.ended, code, 0),
  });
  line.onGone = () => die(MESSAGE.ended, EXIT.FAILED, 0); // killed, as the command would be
  line.onSignal = (number) => {
    const name = SIGNALS.get(number);
    if (name === undefined) return;
    if (!interrupt.isHeeded) die(MESSAGE.ended, 0, number);
    if (interrupt.isStopped) die(MESSAGE.ended, EXIT_CODES[name], 0);
    setTimeout(() => die(MESSAGE.ended, EXIT_CODES[name], 0), GRACE_MS).unref();
    interrupt.stop(name);
  };
  line.onResize = () => {
    for (const stream of [stdout, stderr]) resized(stream);
  };
  program.begin(() => die(MESSAGE.refused));
  const fail = (error: unknown): void => {
    tellFault(error, err, task.words[0]);
    die(MESSAGE.ended, EXIT.FAILED, 0);
  };
  using faults = catchFaults((error) => {
    if (!watch.hasTold(error)) fail(error);
  });
  void faults;
  line.unref(); // nothing around the command keeps this process from its end
  const hasEnded = catchEarlyEnd(fail);
  const surroundings = {
    env: task.env,
    cwd,
    out: new Output(stdout, stderr),
    stdin: new Readable({read: refuseInput}),
    interrupt,
    launch: launcher(config),
  };
  const code = await (task.question
    ? answerShell(task.question, worker, surroundings)
    : runCommand(task, worker, surroundings));
  await letGo(stdout);
  await letGo(stderr);
  if (!task.question) await program.settled();
  hasEnded();
  process.chdir('/'); // so that no directory is kept
  isOver = true;
  return exitCodeFrom(watch.exitCode(code));
}

async function runCommand(
  {words}: Task,
  {config, program}: Worker,
  surroundings: Omit<Surroundings, 'words'>,
): Promise<number> {
  let run: Run | undefined;
  const typed = spelled(words);
  const begin = (): Run => (run ??= new Run(program, {...surroundings, words: typed}));
  try {
    return await runWords(config, typed, begin);
  } catch (error) {
    return exitCodeFrom(reportFailure(error, run?.out ?? surroundings.out, undefined));
  }
}

async function answerShell(
  question: Question,
  {completion}: Worker,
  surroundings: Omit<Surroundings, 'words'>,
): Promise<number> {
  surroundings.out.stdout.write(await completion.answer(question, surroundings));
  return 0;
}

/** A command that reads is not served; one that did would take no input for an empty one. */
function refuseInput(this: Readable): void {
  this.destroy(new InternalError('A worker of the agent has no input.'));
}

function enter(directory: number, change: (directory: number) => void): string {
  change(directory);
  closeSync(directory);
  process.chdir('.'); // Node remembers where it was
  return currentDirectory();
}

function catchFaults(take: (error: unknown) => void): Disposable {
  process.on('uncaughtException', take);
  return {[Symbol.dispose]: () => process.off('uncaughtException', take)};
}
