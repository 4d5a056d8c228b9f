import type {SQLInputValue, StatementSync} from 'node:sqlite';

/**
 * All rows of a statement.
 * @typeParam T what its query gives: the statement and T are written side by side, and SQLite checks the columns' types
 */
export function allRows<T extends object>(statement: StatementSync, ...values: SQLInputValue[]): T[] {
  // eslint-disable-next-line house/no-unchecked-cast -- SQLite knows no types: the query beside the caller says them
  return statement.all(...values) as unknown as T[];
}

/** The one row of a statement that always gives one, such as a count or an insertion that returns a column. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says it, as above
export function oneRow<T extends object>(statement: StatementSync, ...values: SQLInputValue[]): T {
  const row = statement.get(...values);
  if (row === undefined) throw new Error('The database gave no row where there is always one.');
  // eslint-disable-next-line house/no-unchecked-cast -- as above
  return row as unknown as T;
}
