import {type Result, valueOf} from '../session/requests/answer.ts';
import {jobFrom} from './job.ts';
import {localTime} from './local-times.ts';

/** What is to be shown of a job besides its states. */
export interface ReportWishes {
  /** every line of the trace but those on resources */
  readonly trace: boolean;
  /** the lines on resources that it has used */
  readonly proc: boolean;
  readonly jdl: boolean;
  /** times in seconds since 1970, as they come */
  readonly unixtime: boolean;
}

/** Where the job ran, as the trace tells it. */
const PLACE = /worker ?node|work(?:ing)? ?dir|local queue|batch|host/i;

/** A job as lines for people: who and what it is, where it ran, and how its state changed. */
export function jobReport(job: Result, wishes: ReportWishes): string[] {
  const {id, owner, status, name, master} = jobFrom(job);
  const lines = valueOf(job, 'trace')
    .split('\n')
    .filter((line) => isWanted(line, wishes))
    .map((line) => (wishes.unixtime ? line : line.replace(/^\d+/, (seconds) => localTime(Number(seconds)))));
  const jdl = wishes.jdl ? valueOf(job, 'jdl').trimEnd().split('\n') : [];
  return [
    `Job ${id} of ${owner}: ${status}, ${name}${master === undefined ? '' : `, of master ${master}`}`,
    ...[...lines, ...jdl].map((line) => `  ${line}`),
  ];
}

function isWanted(line: string, {trace, proc}: ReportWishes): boolean {
  const [, tag = ''] = /^\d+ \[(\w*) *\]/.exec(line) ?? [];
  if (line === '') return false;
  if (tag === 'proc') return proc;
  return trace || tag === 'state' || PLACE.test(line);
}
