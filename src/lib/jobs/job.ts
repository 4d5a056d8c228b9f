import {type Result, valueOf} from '../session/requests/answer.ts';

/** A job as the service lists it. */
export interface Job {
  readonly id: string;
  /** account */
  readonly owner: string;
  /** e.g. `WAITING`, `RUNNING`, `DONE`, `ERROR_E` */
  readonly status: string;
  /** name of the executable, without its directory */
  readonly name: string;
  /** number of its master job; undefined where it has none */
  readonly master: string | undefined;
}

/** The one reader of what the service's `ps` says of a job. */
export function jobFrom(result: Result): Job {
  const master = valueOf(result, 'split');
  return {
    id: valueOf(result, 'id'),
    owner: valueOf(result, 'owner'),
    status: valueOf(result, 'status'),
    name: valueOf(result, 'name'),
    master: master === '' || master === '0' ? undefined : master,
  };
}
