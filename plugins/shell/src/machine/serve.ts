import {Readable} from 'node:stream';
import {Interrupt, Output, reportFailure, type Run} from '@alien-grid/cli/command';
import {Frames, type Write} from './frames.ts';
import type {Id} from './order.ts';
import {OrderQueue, type Work} from './queue.ts';
import {perform} from './perform.ts';

/** Of the form of orders and frames; higher where a program that knows the former would go wrong. */
const PROTOCOL = 1;

/** The order under way. */
interface UnderWay {
  readonly id: Id;
  readonly interrupt: Interrupt;
}

/**
 * Serve a program: orders from stdin, one JSON object a line; frames to stdout.
 * @param run of the shell
 * @param write gets frames on their way
 * @param current is told which streams output belongs to that comes past the program
 * @returns the exit code of the last order, or the one that `exit` named
 */
export async function serve(
  run: Run,
  write: Write,
  current: (out: Output | undefined) => void,
): Promise<number> {
  const frames = new Frames(write);
  let underWay: UnderWay | undefined;
  const orders = new OrderQueue(frames, (id) => {
    if (underWay?.id === id) underWay.interrupt.stop('SIGINT');
  });
  const handed = run.interrupt.handOver((name) => {
    underWay?.interrupt.stop(name);
    if (name !== 'SIGINT') orders.end();
  });
  frames.send('ready', {protocol: PROTOCOL, version: run.program.userAgent});
  const reading = orders.read(run.stdin).catch((error: unknown) => {
    frames.send('refused', {message: error instanceof Error ? error.message : String(error)});
  });
  const {series} = run;
  for (let work = await orders.next(); work !== undefined; work = await orders.next()) {
    using interrupt = Interrupt.within(run.interrupt);
    underWay = {id: work.id, interrupt};
    const out = new Output(frames.stream('stdout', work.id), frames.stream('stderr', work.id));
    current(out);
    series.lastCode = await finished(run, work, {out, interrupt}, frames);
    current(undefined);
    underWay = undefined;
    frames.send('end', {id: work.id, ...(await state(run))});
    if (series.end !== undefined) orders.end();
  }
  handed[Symbol.dispose]();
  if (run.stdin instanceof Readable) run.stdin.destroy(); // no one does what is still sent
  await reading;
  return series.end ?? series.lastCode;
}

/** What an order has left: its exit code, who the session is and where, and whether it was the last one. */
async function state({series, grid}: Run): Promise<object> {
  const {user, directory} = (await grid.standing?.()) ?? {};
  const place = user === undefined ? {} : {user, directory};
  return {exitCode: series.end ?? series.lastCode, ...place, ...(series.end !== undefined && {isOver: true})};
}

/** @returns the exit code; what failed was said */
async function finished(
  run: Run,
  work: Work,
  around: {readonly out: Output; readonly interrupt: Interrupt},
  frames: Frames,
): Promise<number> {
  const inner = run.derive({...around, stdin: Readable.from([])});
  try {
    return await perform(inner, work, (fields) => frames.send('answer', {id: work.id, ...fields}));
  } catch (error) {
    return reportFailure(error, around.out, undefined);
  } finally {
    inner.close();
  }
}
