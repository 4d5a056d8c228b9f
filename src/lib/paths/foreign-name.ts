import {UserError} from '../errors/errors.ts';

const WEB = ['http', 'https', 'ftp', 'ftps'];
const XROOTD = ['root', 'roots', 'xroot', 'xroots'];

/**
 * Refuse a name that belongs to something else than this machine or the catalogue of the grid: `root://...`, `s3://...`,
 * and our own prefixes in another spelling (`FILE:x`, `alice://x`). Taken for a path it would make a directory `root:`.
 * @throws {UserError} 22 with what to do
 */
export function refuseForeignName(word: string): void {
  const [, scheme, slashes] = /^([A-Za-z][A-Za-z0-9+.-]*):(\/\/)?/.exec(word) ?? [];
  if (scheme === undefined || scheme === 'file' || scheme === 'alien') return;
  const known = scheme.toLowerCase();
  const isOurs = known === 'file' || known === 'alien';
  if (slashes === undefined && !isOurs) return;
  throw new UserError(`${word} is neither on this machine nor in the catalogue of the grid.`, {
    next: [
      adviceFor(known),
      `If it is the name of a file: file:./${word} on this machine, alien:./${word} on the grid.`,
    ],
  });
}

/** Refuse a local name, too, where only the grid is meant. @throws {UserError} 22 */
export function refuseNameOutsideGrid(word: string): void {
  refuseForeignName(word);
  if (!word.startsWith('file:')) return;
  throw new UserError(`${word} is on this machine, but names of the grid are wanted here.`, {
    next: [`If it is the name of a file on the grid: ./${word}`],
  });
}

function adviceFor(scheme: string): string {
  if (scheme === 'file' || scheme === 'alien') return `Write the prefix in small letters: ${scheme}:NAME`;
  if (scheme === 'alice' || scheme === 'lfn') return 'A name on the grid is written alien:NAME.';
  if (XROOTD.includes(scheme))
    return 'Name the LFN; `alien guid2lfn GUID` finds it for the GUID at the end of a PFN. `xrdcp` copies storage URLs.';
  if (WEB.includes(scheme)) return 'Fetch it first, for example with curl, then copy the local file.';
  return 'Only file:NAME and alien:NAME can be named here.';
}
