import {hash} from 'node:crypto';
import {
  lifeOf,
  MARK_FORM,
  type MarkedProcess,
  markIn,
  markOf,
  readUniqueMark,
  thisProcess,
  UNIQUE_FORM,
  uniqueMark,
} from './process-mark.ts';

/** Longest name of a file, in bytes, on all file systems in use. */
const MAX_NAME_BYTES = 255;

/**
 * Every kind of temporary name: how it ends, and whether what has it may be the only copy of something. Such a one is
 * for its journal to mend, never to be removed by its name.
 */
const KINDS = {
  /** content that is not complete, or has not got its name yet */
  part: {ending: '.part', mayBeOnlyCopy: false},
  /** the bytes of a member of an archive, before they are unpacked into a `part` */
  packed: {ending: '.part.packed', mayBeOnlyCopy: false},
  /** a file that gives way, such as a stale lock */
  stale: {ending: '.stale', mayBeOnlyCopy: false},
  /** on the grid: new content until it replaces the old one */
  replacing: {ending: '.alien-part', mayBeOnlyCopy: true},
  /** on the grid: old content from then on until it is removed */
  aside: {ending: '.alien-old', mayBeOnlyCopy: true},
  /** a directory for temporary files */
  directory: {ending: '', mayBeOnlyCopy: false},
} as const;

export type TemporaryKind = keyof typeof KINDS;

/** What a temporary name says. */
export interface TemporaryName {
  readonly kind: TemporaryKind;
  /** which made it; undefined where an earlier version did, which did not say so */
  readonly process: MarkedProcess | undefined;
  /** for incomplete files that a later run may go on with */
  readonly partial?: PartialKeys;
}

export interface PartialKeys {
  /** stands for the name that the file will have */
  readonly destination: string;
  /** stands for the content that it will have */
  readonly content: string;
}

const DIRECTORY = 'alien-';

const ENDINGS = Object.values(KINDS)
  .flatMap(({ending}) => (ending === '' ? [] : [ending.replaceAll('.', '\\.')]))
  .join('|');

/** Those that earlier versions gave to names without a mark. */
const EARLIER_ENDINGS = String.raw`\.part(?:\.packed)?|\.alien-part|\.alien-old`;

/** The forms of names beside a file. The last three are those of earlier versions. */
const FORMS = [
  String.raw`\..*\.${MARK_FORM}\.${UNIQUE_FORM}(?<ending>${ENDINGS})`,
  String.raw`\..*\.alien-(?<destination>[\w-]{6})-(?<content>[\w-]{12})-${MARK_FORM}(?<ending>${ENDINGS})`,
  String.raw`\..*\.alien-(?<destination>[\w-]{6})-(?<content>[\w-]{12})-(?<machine>[\w-]{4})-(?<pid>\d+)(?<ending>${ENDINGS})`,
  String.raw`\..*\.${UNIQUE_FORM}(?<ending>${EARLIER_ENDINGS})`,
  String.raw`.+\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?<earlier>\.old)`,
].map((form) => new RegExp(`^${form}$`, 's'));

/**
 * A hidden name beside a file, different at each call, that says which process made it: `.NAME.MARK.UNIQUE` + ending.
 * @param name of the file, without its directory
 */
export function temporaryName(
  name: string,
  kind: Exclude<TemporaryKind, 'directory' | 'packed'> = 'part',
  process = thisProcess(),
): string {
  return shortenedName(name, `.${uniqueMark(process)}${KINDS[kind].ending}`);
}

/** A name for a directory of temporary files. */
export function temporaryDirectoryName(process = thisProcess()): string {
  return DIRECTORY + uniqueMark(process);
}

/**
 * A hidden name for a file that is not complete yet, by which a later run finds it again:
 * `.NAME.alien-DESTINATION-CONTENT-MARK.part`.
 * @param name of the complete file, without its directory
 * @param content everything that tells the wanted content from others
 */
export function partialName(name: string, content: readonly unknown[], process = thisProcess()): string {
  const words = [destinationKey(name), contentKey(content), markOf(process)];
  return shortenedName(name, `.alien-${words.join('-')}${KINDS.part.ending}`);
}

/** The name of what is packed, beside that of a `part`, which may be a path. */
export function packedName(part: string): string {
  return part + KINDS.packed.ending.slice(KINDS.part.ending.length);
}

/** @returns undefined for a name that was not made here, nor by an earlier version */
export function readTemporaryName(name: string): TemporaryName | undefined {
  if (name.startsWith(DIRECTORY)) {
    const process = readUniqueMark(name.slice(DIRECTORY.length));
    return process && {kind: 'directory', process};
  }
  for (const form of FORMS) {
    const groups = form.exec(name)?.groups;
    if (groups === undefined) continue;
    const {ending, pid, destination, content} = groups;
    const kind = ending === undefined ? 'aside' : kindOf(ending);
    const process = pid === undefined ? undefined : markIn(groups);
    if (destination === undefined || content === undefined) return {kind, process};
    return {kind, process, partial: {destination, content}};
  }
  return undefined;
}

/** Whether a name may be one that a program gave to what is under way. */
export function isTemporary(name: string): boolean {
  return readTemporaryName(name) !== undefined;
}

/** Whether a name is that of content which may be the only copy, on its way to another name. */
export function isOnItsWay(name: string): boolean {
  const found = readTemporaryName(name);
  return found !== undefined && KINDS[found.kind].mayBeOnlyCopy;
}

/**
 * Whether a name is that of something incomplete, which is no file of the user. Names without a mark may be the user's
 * own: other programs end names in `.part`, too.
 */
export function isIncomplete(name: string): boolean {
  const found = readTemporaryName(name);
  return found?.process !== undefined && !KINDS[found.kind].mayBeOnlyCopy;
}

/** Whether a name is that of something incomplete whose process is gone, so that it may be removed. */
export function isLeftover(name: string): boolean {
  const process = isIncomplete(name) ? readTemporaryName(name)?.process : undefined;
  return process !== undefined && lifeOf(process) === 'gone';
}

export function destinationKey(name: string): string {
  return digest(name, 6);
}

export function contentKey(content: readonly unknown[]): string {
  return digest(JSON.stringify(content), 12);
}

function kindOf(ending: string): TemporaryKind {
  const kinds = Object.keys(KINDS) as TemporaryKind[];
  return kinds.find((kind) => KINDS[kind].ending === ending) ?? 'part';
}

function digest(text: string, length: number): string {
  return hash('sha256', text, 'base64url').slice(0, length);
}

/**
 * A hidden name made of another one and a tail: `.NAME` + tail. A NAME that begins with dots loses them, since the
 * central service takes `..NAME` for `NAME` in the directory above.
 * `*`, `?` and control characters of NAME are replaced, because the central service expands the first two,
 * and NAME is cut where the whole would be too long, also with `.packed` after it.
 */
function shortenedName(name: string, tail: string): string {
  const room = MAX_NAME_BYTES - 1 - packedName(tail).length;
  const plain = name.replace(/^\.+/, '').replace(/[*?\p{Cc}]/gu, '_');
  return `.${shorten(plain || '_', room)}${tail}`;
}

function shorten(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let bytes = 0;
  let result = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    result += character;
  }
  return result;
}
