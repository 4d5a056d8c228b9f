import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {Entry} from './entry.ts';
import {oneRow} from '../database/rows.ts';

/** What is in a subtree, its base included. Sizes in bytes. */
export interface SubtreeUsage {
  readonly folders: number;
  /** Files that have replicas of their own. */
  readonly physical: {readonly files: number; readonly bytes: number; readonly replicas: number};
  /** What all replicas of these together occupy. */
  readonly occupied: number;
  /** Files that are members of archives. */
  readonly members: {readonly files: number; readonly bytes: number};
  /** Files that have no content. */
  readonly withoutGuid: number;
}

interface Row {
  readonly folders: number;
  readonly without: number;
  readonly memberFiles: number;
  readonly memberBytes: number;
  readonly files: number;
  readonly bytes: number;
  readonly replicas: number;
  readonly occupied: number;
}

const QUERY = `
WITH RECURSIVE below (id, type, guid, size) AS (
  SELECT id, type, guid, size FROM entries WHERE id = ?
  UNION ALL
  SELECT entries.id, entries.type, entries.guid, entries.size
  FROM entries JOIN below ON entries.parent = below.id WHERE below.type = 'd'
), counted AS MATERIALIZED (
  SELECT type, guid, size,
    (SELECT count(*) FROM replicas WHERE replicas.guid = below.guid AND se > 0) AS copies,
    EXISTS (SELECT 1 FROM replicas WHERE replicas.guid = below.guid AND se = 0) AS member
  FROM below
)
SELECT
  count(*) FILTER (WHERE type = 'd') AS folders,
  count(*) FILTER (WHERE type <> 'd' AND guid IS NULL) AS without,
  count(*) FILTER (WHERE member) AS memberFiles,
  total(size) FILTER (WHERE member) AS memberBytes,
  count(*) FILTER (WHERE type <> 'd' AND NOT member) AS files,
  total(size) FILTER (WHERE NOT member) AS bytes,
  total(copies) AS replicas,
  total(copies * size) AS occupied
FROM counted`;

/** Adds up whole subtrees. */
export class Subtrees {
  readonly #usage: StatementSync;

  constructor(database: DatabaseSync) {
    this.#usage = database.prepare(QUERY);
  }

  usage(base: Entry): SubtreeUsage {
    const row = oneRow<Row>(this.#usage, base.id);
    return {
      folders: row.folders,
      physical: {files: row.files, bytes: row.bytes, replicas: row.replicas},
      occupied: row.occupied,
      members: {files: row.memberFiles, bytes: row.memberBytes},
      withoutGuid: row.without,
    };
  }
}
