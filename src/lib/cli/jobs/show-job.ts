import type {Counts} from '../../jobs/follow/snapshot.ts';
import type {JobFacts} from '../../jobs/facts.ts';
import {localTime} from '../../jobs/local-times.ts';
import {stateWords} from '../../jobs/states.ts';
import type {TraceLine} from '../../jobs/trace.ts';
import {durationText} from '../../words/duration.ts';
import {formatBytes} from '../../words/format-bytes.ts';
import {countsText} from './job-words.ts';

/** A job as lines for people. @param number of a subjob among those of its master */
export function jobLines(
  job: JobFacts,
  trace: readonly TraceLine[],
  subjobs: Counts | undefined,
  number: {readonly is: number; readonly of: number} | undefined,
): string[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['master', job.master && join([job.master, number && `(number ${number.is} of ${number.of})`])],
    ['subjobs', subjobs && countsText(subjobs)],
    ['ran at', join([job.site, job.node && `on ${job.node}`, job.workDirectory])],
    ['submitted', time(job.submitted)],
    ['started', time(job.started)],
    ['finished', time(job.finished)],
    ['attempts', job.resubmissions > 0 ? String(job.resubmissions + 1) : undefined],
    ['exit code', codes(job)],
    ...resources(job),
    ['arguments', job.arguments || undefined],
    ['inputs', job.inputs.join('\n') || undefined],
    ['outputs', job.outputs.join('\n') || undefined],
    ['output in', job.outputDirectory],
    ['requires', job.requirements],
  ];
  return [
    `Job ${job.id}: ${job.name} of ${job.owner}, ${stateWords(job.status)}`,
    ...facts.flatMap(([name, value]) => (value ? indented(name, value) : [])),
    ...(trace.length > 0 ? ['  trace'] : []),
    ...trace.map(({at, tag, text}) => `    ${localTime(at.getTime() / 1000)} ${tag.padEnd(6)} ${text}`),
  ];
}

/** What was used of what there may be. */
function resources({resources: used, limits, seconds}: JobFacts): (readonly [string, string | undefined])[] {
  const of = (value: string | undefined, limit: string | undefined): string | undefined =>
    limit === undefined ? value : `${value ?? '-'} of ${limit}`;
  const {cores} = limits;
  const coresText = cores === 0 ? 'a whole node' : cores === 1 ? '1 core' : `${cores ?? 1} cores`;
  const share = used && used.runTime > 0 ? (100 * used.cpuTime) / used.runTime / (cores || 1) : undefined;
  const efficiency = share === undefined ? undefined : `${Math.round(share)} %`;
  const runTime = seconds === undefined ? undefined : durationText(seconds);
  return [
    ['run time', of(runTime, limits.ttl === undefined ? undefined : `${durationText(limits.ttl)} (TTL)`)],
    [
      'memory',
      of(
        used && formatBytes(used.memory),
        limits.memory === undefined ? undefined : formatBytes(limits.memory),
      ),
    ],
    ['processor', cores === undefined ? efficiency : of(efficiency, coresText)],
    ['price', limits.price === undefined ? undefined : String(limits.price)],
  ];
}

function codes({exitCode, validationCode}: JobFacts): string | undefined {
  return join([
    exitCode === undefined ? undefined : String(exitCode),
    validationCode === undefined ? undefined : `(validation ${validationCode})`,
  ]);
}

function time(date: Date | undefined): string | undefined {
  return date && localTime(date.getTime() / 1000);
}

function join(parts: readonly (string | undefined)[]): string | undefined {
  return parts.filter((part) => part !== undefined).join(' ') || undefined;
}

const WIDTH = 12;

function indented(name: string, value: string): string[] {
  const [first = '', ...rest] = value.split('\n');
  return [`  ${name.padEnd(WIDTH)}${first}`, ...rest.map((line) => `  ${' '.repeat(WIDTH)}${line}`)];
}
