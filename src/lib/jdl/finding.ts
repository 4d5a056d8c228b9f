import type {Place} from './jdl-error.ts';

/** Something about a job description that a person should know before it is sent. */
export interface Finding {
  /** `error`: it would be refused, or could not do what is meant; `warning`: it may be meant so */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** where it is; absent where it is about the whole of it */
  readonly place?: Place | undefined;
  /** what to do about it */
  readonly hint?: string;
}

/** `my.jdl:3:7: error: TTL is "2h". Write seconds.` @param name of the description */
export function findingText(name: string, {severity, message, place, hint}: Finding): string {
  const where = place === undefined ? '' : `:${place.line}:${place.column}`;
  const advice = hint === undefined ? '' : ` ${hint}`;
  return `${name}${where}: ${severity === 'error' ? '' : 'warning: '}${message}${advice}`;
}
