import {
  type Dirent,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  chmodSync,
  writeFileSync,
} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {reasonOf} from '../errors/error-words.ts';
import {AlienError, UserError} from '../errors/errors.ts';
import {readFile} from '../files/read-file.ts';
import {UnreadableFile} from '../files/unreadable-file.ts';
import {SYSTEM_PLACES} from './authorities.ts';
import {readCertificate} from '../credentials/certificate.ts';
import {readCredentialFile} from '../credentials/credential-file.ts';
import {checkReplaceableDirectory, makePrivateDirectory} from '../credentials/safe-directory.ts';

/** The grid has 150 authorities with five files each. */
const MAX_FILES = 5000;

/** Of one file: revocation lists have a few megabytes. */
const MAX_BYTES = 64 << 20;

/** Certificates, and what is beside them under the same names: revocation lists, policies, hash names. */
const WANTED = /\.(?:pem|crt|\d+|r\d+|crl_url|info|namespaces|signing_policy|lsc)$/;

/** More places where machines of the grid have authorities. */
const SOURCES = [...SYSTEM_PLACES, '/cvmfs/grid.cern.ch/etc/grid-security/certificates'];

export interface CopiedAuthorities {
  readonly source: string;
  readonly target: string;
  /** how many certificates there are now */
  readonly certificates: number;
  /** files that should have held a certificate and did not, or could not be read */
  readonly damaged: readonly string[];
}

/**
 * Copy the certificates of the authorities from another directory, or the directories in it. The old ones stay in
 * use until the new ones are complete, and are kept as `.old`.
 * @param from where to copy from; without it the places where machines of the grid have them
 * @param target the directory that is to hold them, e.g. `~/.globus/certificates`
 * @throws {UserError} 2 where there is no source, 5 where it has no certificates, 13 where the target is not ours
 */
export function copyAuthorities(from: string | undefined, target: string): CopiedAuthorities {
  const source = from === undefined ? foundSource(target) : namedSource(from, target);
  const parent = dirname(target);
  makePrivateDirectory(parent);
  checkReplaceableDirectory(target);
  const draft = mkdtempSync(join(parent, `.${basename(target)}.`));
  try {
    const {certificates, damaged} = copyInto(draft, source);
    if (certificates === 0) {
      throw new UserError(`${source} holds no certificates of authorities (*.pem).`, {code: 'INPUT_OUTPUT'});
    }
    chmodSync(draft, 0o755);
    exchange(draft, target);
    return {source, target, certificates, damaged};
  } catch (cause) {
    if (cause instanceof AlienError) throw cause;
    throw new UserError(`The authorities cannot be copied to ${target}: ${reasonOf(cause)}.`, {
      code: 'INPUT_OUTPUT',
      cause,
    });
  } finally {
    rmSync(draft, {recursive: true, force: true});
  }
}

function foundSource(target: string): string {
  const found = SOURCES.find((place) => existsSync(place) && resolve(place) !== resolve(target));
  if (found !== undefined) return found;
  throw new UserError(`No authorities to copy were found.\n  Looked in: ${SOURCES.join(', ')}`, {
    code: 'NO_SUCH_FILE',
    next: [
      'Copy them from a machine that has them: scp -r HOST:/etc/grid-security/certificates . && alien getCAcerts --from certificates',
      'or get them with git: git clone --depth 1 https://github.com/alisw/alien-cas && alien getCAcerts --from alien-cas',
      'or mount CernVM-FS (/cvmfs/alice.cern.ch), or install the package ca-policy-egi-core.',
    ],
  });
}

function namedSource(from: string, target: string): string {
  if (!lstatSync(from, {throwIfNoEntry: false})) {
    throw new UserError(`There is no directory ${from}.`, {code: 'NO_SUCH_FILE'});
  }
  if (resolve(from) === resolve(target)) {
    throw new UserError(`${from} is where the authorities are to be put: it cannot be their source too.`);
  }
  return from;
}

function copyInto(draft: string, source: string): {certificates: number; damaged: string[]} {
  const damaged: string[] = [];
  let certificates = 0;
  let files = 0;
  for (const {directory, entry} of wantedEntries(source)) {
    files += 1;
    if (files > MAX_FILES)
      throw new UserError(`${source} holds more than ${MAX_FILES} files.`, {code: 'INPUT_OUTPUT'});
    const from = join(directory, entry.name);
    const to = join(draft, entry.name);
    if (existsSync(to)) continue; // the same authority in two collections
    if (entry.isSymbolicLink() && basename(readlinkSync(from)) === readlinkSync(from)) {
      symlinkSync(readlinkSync(from), to); // a hash name
      continue;
    }
    const certificate = entry.name.endsWith('.pem');
    if ((certificate && !holdsCertificate(from)) || !copyFile(from, to)) {
      damaged.push(from);
      continue;
    }
    if (certificate) certificates += 1;
  }
  return {certificates, damaged};
}

/** The files of a directory and of the directories in it: collections are sorted by kind of authority. */
function wantedEntries(source: string): {directory: string; entry: Dirent}[] {
  const wanted = (directory: string): {directory: string; entry: Dirent}[] =>
    listing(directory)
      .filter((entry) => WANTED.test(entry.name) && !entry.isDirectory())
      .map((entry) => ({directory, entry}));
  const inside = listing(source).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return [...wanted(source), ...inside.flatMap(({name}) => wanted(join(source, name)))];
}

function listing(directory: string): Dirent[] {
  try {
    return readdirSync(directory, {withFileTypes: true});
  } catch (cause) {
    throw new UserError(`${directory} cannot be read: ${reasonOf(cause)}.`, {code: 'INPUT_OUTPUT', cause});
  }
}

/** @returns whether it could be read */
function copyFile(from: string, to: string): boolean {
  try {
    writeFileSync(to, readFile(from, {owner: 'anyone', limit: MAX_BYTES, link: 'follow'}).bytes);
  } catch (error) {
    if (error instanceof UnreadableFile) return false;
    throw error;
  }
  chmodSync(to, 0o644);
  return true;
}

function holdsCertificate(path: string): boolean {
  try {
    const {x509} = readCertificate(readCredentialFile(path).bytes.toString('latin1'), path);
    return x509.ca || x509.subject === x509.issuer;
  } catch {
    return false;
  }
}

/** There is no way to exchange two directories in one step: between the renames there is none for a moment. */
function exchange(draft: string, target: string): void {
  const old = `${target}.old`;
  if (existsSync(target)) {
    rmSync(old, {recursive: true, force: true});
    renameSync(target, old);
  }
  renameSync(draft, target);
}
