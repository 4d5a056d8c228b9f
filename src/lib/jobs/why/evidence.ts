import type {DetailedJob} from '../rows.ts';
import {historyOf, type TraceLine} from '../trace.ts';
import {lastLine, tellingLines} from './normalise.ts';

/** The end of a log of a job. */
export interface Log {
  readonly name: string;
  readonly text: string;
}

/** What is known of one failure. */
export interface Evidence {
  readonly id: string;
  readonly state: string;
  readonly site: string | undefined;
  readonly node: string | undefined;
  readonly exitCode: number | undefined;
  /** what the trace says of it */
  readonly trace: readonly string[];
  /** what its logs say of it */
  readonly log: readonly string[];
}

/** Lines of a trace that every job has. */
const ROUTINE =
  /^(?:BatchId|Running (?:the |JAliEn )|Created workdir|The job may use|Going to upload|Job inserted|Subjob submitted|Resubmi|The validation ended with exit code 0|Saved \d|Job preparing|Job requested|Starting execution|Local disk|Cloud init|Support_|JobWrapper|The sandbox was stopped)/i;
const MOST_LINES = 3;

/** Gather what is known of a failed job. @param logs of it, where there are any */
export function evidenceOf(job: DetailedJob, logs: readonly Log[] = []): Evidence {
  const {exitCode, validationCode} = historyOf(job.trace);
  return {
    id: job.id,
    state: job.status,
    site: job.site,
    node: job.node,
    exitCode: job.status.startsWith('ERROR_V') ? (validationCode ?? exitCode) : exitCode,
    trace: lastAttempt(job.trace)
      .filter(({tag, text}) => tag !== 'proc' && tag !== 'state' && !ROUTINE.test(text))
      .map(({text}) => text)
      .slice(-MOST_LINES),
    log: linesOf(logs),
  };
}

/** What sounds like a failure in any of them, else the last line of stderr. */
function linesOf(logs: readonly Log[]): string[] {
  const telling = logs.flatMap(({name, text}) => tellingLines(text).map((line) => `${name}: ${line}`));
  if (telling.length > 0) return telling;
  const last = lastLine(logs.find(({name}) => name === 'stderr')?.text ?? '');
  return last === undefined ? [] : [`stderr: ${last}`];
}

function lastAttempt(trace: readonly TraceLine[]): readonly TraceLine[] {
  const last = trace.findLastIndex(({tag, text}) => tag === 'state' && /to WAITING$/.test(text));
  return trace.slice(Math.max(last, 0));
}
