import {type Answer, textOf} from '../../session/requests/answer.ts';

/** A job with its subjobs, as `masterjob -printid` tells it. Killed subjobs are not told. */
export interface MasterState {
  readonly state: string;
  /** the state of each by its number */
  readonly subjobs: ReadonlyMap<string, string>;
}

/** Read what `masterjob ID... -printid` says; a job that is not there does not exist. */
export function masterStates(answer: Answer): Map<string, MasterState> {
  const masters = new Map<string, MasterState & {readonly subjobs: Map<string, string>}>();
  let current: Map<string, string> | undefined;
  for (const line of textOf(answer).split('\n')) {
    const [, id, state] = /^Job (\d+) is in status: (\S+)/.exec(line) ?? [];
    if (id !== undefined && state !== undefined) {
      current = new Map();
      masters.set(id, {state, subjobs: current});
      continue;
    }
    const [, subState, ids] = /^\s+Subjobs in (\S+).*: \d+ \(ids: ([\d,\s]+)\)/.exec(line) ?? [];
    if (subState === undefined || ids === undefined) continue;
    for (const sub of ids.split(',')) current?.set(sub.trim(), subState);
  }
  return masters;
}
