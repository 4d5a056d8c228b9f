import {Flags} from '@oclif/core';
import {UserError} from '../../errors/errors.ts';
import {ignoredFlag, ignoredNumber} from '../words/ignored-flag.ts';

/** What they ask for is done in any case. */
const always = (description: string) => Flags.boolean({hidden: true, description});
const none = 'it has had none before';

/** Switches of the older clients; each is explained in docs/copying.md. */
export const legacyFlags = {
  all: Flags.boolean({char: 'a', hidden: true, description: 'hidden files are always copied'}),
  recursive: Flags.boolean({char: 'r', hidden: true, description: 'directories are always copied whole'}),
  cksum: always('checksums are always compared'),
  posc: Flags.boolean({char: 'P', hidden: true, description: 'files appear only when they are whole'}),
  noxrdzip: always('members of archives are always taken out here, and read alone'),
  xrdcp: always('all transfers are made by one engine'),
  fastcheck: ignoredFlag('what exists is compared by size and time; see --size-only'),
  skipmd5: ignoredFlag('checksums are always compared'),
  sources: ignoredNumber('replicas are read one after the other', 'y'),
  ddd: ignoredFlag(none),
  wh: ignoredFlag(none),
  v: ignoredFlag(none, 'v'),
  t: ignoredFlag(none, 't'),
  s: ignoredFlag(none, 's'),
  c: ignoredFlag(none, 'c'),
  w: ignoredFlag(none, 'w'),
  d: ignoredFlag(none, 'd'),
  m: ignoredFlag(none, 'm'),
  tpc: ignoredFlag('from grid to grid the way is chosen without it'),
};

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
