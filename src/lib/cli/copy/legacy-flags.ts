import {Flags} from '@oclif/core';
import {UserError} from '../../errors/errors.ts';

const ignored = (description: string) => Flags.boolean({hidden: true, description});
const ignoredLetter = (char: 'P' | 'v' | 't' | 's' | 'c' | 'w' | 'd' | 'm') =>
  Flags.boolean({char, hidden: true, description: 'has no effect'});

/**
 * Switches of the older clients. What they ask for is done anyway, or they have had no effect there either; each is
 * explained in docs/copying.md.
 */
export const legacyFlags = {
  all: Flags.boolean({char: 'a', hidden: true, description: 'hidden files are always copied'}),
  recursive: Flags.boolean({char: 'r', hidden: true, description: 'directories are always copied whole'}),
  cksum: ignored('checksums are always compared'),
  fastcheck: ignored(
    'what exists is compared by size and time, and read where they do not decide; see --size-only',
  ),
  skipmd5: ignored('checksums are always compared'),
  xrdcp: ignored('all transfers are made by one engine'),
  noxrdzip: ignored('members of archives are always taken out here, and read alone'),
  ddd: ignored('has no effect'),
  wh: ignored('has no effect'),
  posc: ignoredLetter('P'),
  sources: Flags.integer({
    char: 'y',
    hidden: true,
    min: 1,
    description: 'replicas are read one after the other',
  }),
  v: ignoredLetter('v'),
  t: ignoredLetter('t'),
  s: ignoredLetter('s'),
  c: ignoredLetter('c'),
  w: ignoredLetter('w'),
  d: ignoredLetter('d'),
  m: ignoredLetter('m'),
  tpc: Flags.boolean({hidden: true, description: 'has no effect, which is said'}),
};

/** What is to be said of switches that ask for another way than the files take; they are copied all the same. */
export function legacyNotes({tpc}: {readonly tpc?: boolean}): string[] {
  return [...(tpc ? ['--tpc: is for copies from grid to grid, where the way is chosen without it.'] : [])];
}

/** `-n` of `cp`, which other programs read in two ways. */
export const ambiguousFlags = {
  n: Flags.boolean({char: 'n', hidden: true, description: 'is refused: it has two meanings'}),
};

/** @throws {UserError} 22: nothing is copied on a guess */
export function refuseAmbiguous({n}: {readonly n?: boolean}): void {
  if (!n) return;
  throw new UserError(
    '-n has two meanings: rsync only says what it would do, cp replaces nothing that exists.',
    {
      next: ['Write --dry-run for the first, --no-clobber for the second.'],
    },
  );
}
