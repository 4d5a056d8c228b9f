import {DatabaseSync} from 'node:sqlite';

/** What must never be found in a catalogue: each a query for offenders. */
const HALVES: Readonly<Record<string, string>> = {
  'an entry without its content': `SELECT name FROM entries WHERE guid IS NOT NULL AND guid NOT IN (SELECT guid FROM guids)`,
  'a file without a replica': `SELECT name FROM entries WHERE type = 'f' AND size > 0 AND guid NOT IN (SELECT guid FROM replicas)`,
  'a replica without its content': `SELECT guid AS name FROM replicas WHERE guid NOT IN (SELECT guid FROM guids)`,
  'a content without a name': `SELECT guid AS name FROM guids WHERE guid NOT IN (SELECT guid FROM entries WHERE guid IS NOT NULL)`,
  'a replica that is still booked': `SELECT guid AS name FROM bookings JOIN replicas USING (guid, se)`,
  'an entry without a directory': `SELECT name FROM entries WHERE id > 1 AND parent NOT IN (SELECT id FROM entries WHERE type = 'd')`,
};

/** What is wrong in a catalogue, as texts. */
export function unsound(file: string): string[] {
  const database = new DatabaseSync(file, {readOnly: true});
  try {
    const halves = Object.entries(HALVES).flatMap(([what, query]) =>
      database
        .prepare(query)
        .all()
        .map(({name}) => `${what}: ${String(name)}`),
    );
    const {integrity_check: integrity} = database.prepare('PRAGMA integrity_check').get() ?? {};
    return integrity === 'ok' ? halves : [...halves, String(integrity)];
  } finally {
    database.close();
  }
}
