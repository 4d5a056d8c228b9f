import {DatabaseSync} from 'node:sqlite';
import type {StatementSync} from 'node:sqlite';

/**
 * The catalogue's tables. A directory tree by parent and name, so that a directory moves by one row;
 * replicas by storage element and path, never by port, so that a restart on other ports loses nothing.
 */
const TABLES = `
CREATE TABLE IF NOT EXISTS entries (
  id INTEGER PRIMARY KEY, parent INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
  owner TEXT NOT NULL, gowner TEXT NOT NULL, perm TEXT NOT NULL, size INTEGER NOT NULL DEFAULT 0,
  ctime INTEGER NOT NULL, md5 TEXT, guid TEXT, jobid INTEGER, expires INTEGER,
  UNIQUE (parent, name)
);
CREATE INDEX IF NOT EXISTS entries_by_guid ON entries (guid) WHERE guid IS NOT NULL;
CREATE INDEX IF NOT EXISTS entries_by_job ON entries (jobid) WHERE jobid IS NOT NULL;
CREATE INDEX IF NOT EXISTS entries_that_expire ON entries (expires) WHERE expires IS NOT NULL;
DROP INDEX IF EXISTS files_by_owner;
CREATE TABLE IF NOT EXISTS file_usage (owner TEXT PRIMARY KEY, files INTEGER NOT NULL, bytes INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS file_made AFTER INSERT ON entries WHEN new.type = 'f' BEGIN
  INSERT INTO file_usage VALUES (new.owner, 1, new.size)
    ON CONFLICT DO UPDATE SET files = files + 1, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER IF NOT EXISTS file_removed AFTER DELETE ON entries WHEN old.type = 'f' BEGIN
  UPDATE file_usage SET files = files - 1, bytes = bytes - old.size WHERE owner = old.owner;
END;
CREATE TRIGGER IF NOT EXISTS file_changed AFTER UPDATE OF owner, size ON entries WHEN new.type = 'f' BEGIN
  UPDATE file_usage SET files = files - 1, bytes = bytes - old.size WHERE owner = old.owner;
  INSERT INTO file_usage VALUES (new.owner, 1, new.size)
    ON CONFLICT DO UPDATE SET files = files + 1, bytes = bytes + excluded.bytes;
END;
INSERT INTO file_usage SELECT owner, count(*), sum(size) FROM entries
  WHERE type = 'f' AND NOT EXISTS (SELECT 1 FROM file_usage) GROUP BY owner;
CREATE TABLE IF NOT EXISTS file_limits (
  owner TEXT NOT NULL, field TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (owner, field)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS guids (
  guid TEXT PRIMARY KEY, owner TEXT NOT NULL, gowner TEXT NOT NULL, perm TEXT NOT NULL,
  size INTEGER NOT NULL, md5 TEXT NOT NULL, ctime INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS replicas (
  guid TEXT NOT NULL, se INTEGER NOT NULL, path TEXT NOT NULL, PRIMARY KEY (guid, se)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS members_by_archive ON replicas (path) WHERE se = 0;
CREATE TABLE IF NOT EXISTS bookings (
  guid TEXT NOT NULL, se INTEGER NOT NULL, path TEXT NOT NULL, lfn TEXT NOT NULL, owner TEXT NOT NULL,
  gowner TEXT NOT NULL, size INTEGER, md5 TEXT, jobid INTEGER, expires INTEGER NOT NULL,
  PRIMARY KEY (guid, se)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deletions (se INTEGER NOT NULL, path TEXT NOT NULL, PRIMARY KEY (se, path))
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS transfers (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL, se INTEGER NOT NULL, lfn TEXT NOT NULL, owner TEXT NOT NULL,
  size INTEGER NOT NULL, status TEXT NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL,
  source INTEGER, due INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS transfers_by_place ON transfers (guid, se);
CREATE INDEX IF NOT EXISTS transfers_that_wait ON transfers (due, id) WHERE status = 'WAITING';
CREATE TABLE IF NOT EXISTS staged (path TEXT PRIMARY KEY, online INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS unstage AFTER DELETE ON replicas BEGIN
  DELETE FROM staged WHERE path = old.path;
END;
CREATE TABLE IF NOT EXISTS users (
  name TEXT PRIMARY KEY, fullname TEXT NOT NULL, email TEXT NOT NULL, roles TEXT NOT NULL, subject TEXT UNIQUE
) WITHOUT ROWID;
`;

/** Opens the database, making what is missing. `:memory:` works too. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  // In WAL mode a transaction survives the death of the process without an fsync of its own. There is one whenever the log
  // is written back, which by default is after some hundred requests.
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
    PRAGMA wal_autocheckpoint = 10000;
  `);
  database.exec(TABLES);
  return database;
}

/** Runs `work`, which only reads, on one state of the database; that also spares each statement a lock of its own. */
export function inSnapshot<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work();
  const {beginRead, commit} = bracketsOf(database);
  beginRead.run();
  try {
    return work();
  } finally {
    if (database.isTransaction) commit.run();
  }
}

/** Runs `work` as one transaction; what it throws undoes it. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work();
  const {beginWrite, commit} = bracketsOf(database);
  beginWrite.run();
  try {
    const result = work();
    commit.run();
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** What begins and ends transactions: every request has one, so the statements are prepared once. */
interface Brackets {
  readonly beginRead: StatementSync;
  readonly beginWrite: StatementSync;
  readonly commit: StatementSync;
}

const brackets = new WeakMap<DatabaseSync, Brackets>();

function bracketsOf(database: DatabaseSync): Brackets {
  let its = brackets.get(database);
  if (its === undefined) {
    const [beginRead, beginWrite, commit] = [
      database.prepare('BEGIN'),
      database.prepare('BEGIN IMMEDIATE'),
      database.prepare('COMMIT'),
    ];
    its = {beginRead, beginWrite, commit};
    brackets.set(database, its);
  }
  return its;
}
