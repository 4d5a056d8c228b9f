import type {JobState} from './states.ts';

/** Which jobs are wanted. What is left out does not matter; an empty list fits no job. */
export interface JobFilter {
  readonly ids?: readonly number[];
  readonly owners?: readonly string[];
  readonly states?: readonly JobState[];
  /** Numbers of master jobs, 0 for jobs that have none. */
  readonly masters?: readonly number[];
  /** Computing elements by their full names. */
  readonly sites?: readonly string[];
  readonly nodes?: readonly string[];
  /** The last change of the state is at or after, at or before; ms since the epoch. */
  readonly changedFrom?: number;
  readonly changedTo?: number;
  /** At most so many, the newest ones. */
  readonly limit?: number;
}

const COLUMNS = {
  ids: 'id',
  owners: 'owner',
  states: 'state',
  masters: 'split',
  sites: 'site',
  nodes: 'node',
} as const;

/** What a list shows of jobs: all but the long texts. */
export const SUMMARY =
  'id, owner, split, state, name, priority, site, node, submitted, changed, started, finished, exitCode';

/** The statement that selects columns of jobs, the newest first, and its parameters. */
export function selectionOf(
  filter: JobFilter,
  columns: string,
): {sql: string; parameters: (string | number)[]} {
  const conditions: string[] = [];
  const parameters: (string | number)[] = [];
  for (const [name, column] of Object.entries(COLUMNS)) {
    const values = filter[name as keyof typeof COLUMNS];
    if (values === undefined) continue;
    const [first] = values;
    // With a single value an index serves the order too, so that the newest jobs are found at once.
    const single = values.length === 1 && first !== undefined;
    conditions.push(single ? `${column} = ?` : `${column} IN (SELECT value FROM json_each(?))`);
    parameters.push(single ? first : JSON.stringify(values));
  }
  for (const [sign, time] of [
    ['>=', filter.changedFrom],
    ['<=', filter.changedTo],
  ] as const) {
    if (time === undefined) continue;
    conditions.push(`changed ${sign} ?`);
    parameters.push(time);
  }
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  // SQLite takes no greater number there.
  parameters.push(Math.min(filter.limit ?? -1, Number.MAX_SAFE_INTEGER));
  return {sql: `SELECT ${columns} FROM jobs${where} ORDER BY id DESC LIMIT ?`, parameters};
}
