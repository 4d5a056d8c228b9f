import {journalDirectory} from '../copy/leftovers/journal-directory.ts';
import {describeUnfinished} from '../copy/replace/mend-replacements.ts';
import {ReplacementJournal} from '../copy/replace/replacement-journal.ts';
import {type Check, ok, warning} from './check.ts';

/** Grid files whose replacement was interrupted and not yet mended. */
export const checkReplacements: Check = {
  name: 'replacements',
  run({env}) {
    const unfinished = new ReplacementJournal(journalDirectory(env, 'replacements')).unfinished();
    if (unfinished.length === 0) return ok('no replacement of a grid file was interrupted');
    return warning(
      unfinished.map(describeUnfinished).join('\n'),
      'The next `alien cp` or `alien mv` ends them, whatever it is for.',
    );
  },
};
