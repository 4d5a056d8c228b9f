import {Jdl} from '../jdl/jdl.ts';
import {JdlError} from '../jdl/jdl-error.ts';
import {bytesIn} from '../words/parse-bytes.ts';
import type {DetailedJob} from './rows.ts';
import {type History, historyOf} from './trace.ts';

/** What a job may use, as its description says; undefined where it does not. */
export interface JobLimits {
  /** s */
  readonly ttl: number | undefined;
  /** bytes */
  readonly memory: number | undefined;
  readonly cores: number | undefined;
  readonly price: number | undefined;
}

/** All that the service knows of a job, as values. */
export interface JobFacts extends Omit<DetailedJob, 'trace'>, Omit<History, 'outputDirectory'> {
  /** s since it started, or from start to end */
  readonly seconds: number | undefined;
  readonly limits: JobLimits;
  readonly arguments: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** where its output goes, as its description or its trace says */
  readonly outputDirectory: string | undefined;
  readonly requirements: string | undefined;
}

/** Make values of what the service says of a job. @param now for one that still runs */
export function factsOf({trace, ...job}: DetailedJob, now: Date): JobFacts {
  const {outputDirectory, ...history} = historyOf(trace);
  const jdl = descriptionIn(job.jdl);
  const {started, finished} = history;
  return {
    ...job,
    ...history,
    seconds: started && Math.max(0, ((finished ?? now).getTime() - started.getTime()) / 1000),
    limits: {
      ttl: jdl?.number('TTL'),
      memory: memoryIn(jdl?.text('MemorySize')),
      cores: jdl?.number('CPUCores'),
      price: jdl?.number('Price'),
    },
    arguments: jdl?.text('Arguments') ?? '',
    inputs: ['InputFile', 'InputData', 'InputDataCollection'].flatMap((key) => jdl?.list(key) ?? []),
    outputs: ['Output', 'OutputArchive', 'OutputFile'].flatMap((key) => jdl?.list(key) ?? []),
    outputDirectory: outputDirectory ?? jdl?.text('OutputDir'),
    requirements: jdl?.text('Requirements'),
  };
}

/** The description of a job; undefined if it has none that can be read. */
export function descriptionIn(text: string): Jdl | undefined {
  try {
    return text === '' ? undefined : Jdl.parse(text);
  } catch (error) {
    if (error instanceof JdlError) return undefined;
    throw error;
  }
}

/** `8GB`, `500 MB`; a number alone is MB. */
export function memoryIn(text: string | undefined): number | undefined {
  const size = text?.replace(/\s|B\s*$/gi, '');
  if (size === undefined || size === '') return undefined;
  return bytesIn(/^\d+(\.\d+)?$/.test(size) ? `${size}M` : size);
}
