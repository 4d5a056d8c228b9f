import {journalDirectory} from '../../copy/leftovers/journal-directory.ts';
import {UploadJournals} from '../../copy/leftovers/upload-journals.ts';
import {BegunDirectories} from '../../copy/plan/begun-directories.ts';
import {ReplacementJournal} from '../../copy/replace/replacement-journal.ts';
import type {CopyServices} from '../../copy/services.ts';
import type {StorageWishes} from '../base/open-storage.ts';
import type {Run} from '../base/run.ts';

/** Where it is noted which grid files are being replaced. */
export async function replacementsOf(run: Run): Promise<ReplacementJournal> {
  return new ReplacementJournal(journalDirectory(await run.environment(), 'replacements'));
}

/** What the copy engine works with in a run: its grid, its storage, its directory, and the journals of this user. */
export async function copyServices(run: Run, wishes: StorageWishes = {}): Promise<CopyServices> {
  const env = await run.environment();
  return {
    grid: run.grid,
    openPool: (connections, requests) => run.openPool(connections, requests),
    begun: new BegunDirectories(journalDirectory(env, 'directories')),
    journal: await replacementsOf(run),
    uploads: new UploadJournals(journalDirectory(env, 'uploads')),
    storage: await run.storage(wishes),
    cwd: run.cwd,
  };
}
