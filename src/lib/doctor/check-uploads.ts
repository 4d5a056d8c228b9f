import {journalDirectory} from '../copy/leftovers/journal-directory.ts';
import {describe} from '../copy/leftovers/clear-leftovers.ts';
import {UploadJournals} from '../copy/leftovers/upload-journals.ts';
import {type Check, ok, warning} from './check.ts';

/** More would hide the other findings. */
const SHOWN = 10;

/** Replicas of uploads that were interrupted, which may be on storage elements without being registered. */
export const checkUploads: Check = {
  name: 'uploads',
  async run({env}) {
    const left = new UploadJournals(journalDirectory(env, 'uploads')).leftovers();
    if (left.length === 0) return ok('no upload was interrupted');
    const lines = left.slice(0, SHOWN).map(describe);
    if (left.length > SHOWN) lines.push(`And ${left.length - SHOWN} more.`);
    return warning(lines.join('\n'), 'The next `alien cp` looks after them, whatever it copies.');
  },
};
