import {randomBytes} from 'node:crypto';

/** Longest name of a file, in bytes, on all file systems in use. */
const MAX_NAME_BYTES = 255;

/** A hidden, unguessable name for a file that is not complete yet: `.NAME.XXXXXXXX.part`. */
export function temporaryName(name: string, ending = 'part'): string {
  return shortenedName(name, `.${randomBytes(6).toString('base64url')}.${ending}`);
}

/**
 * A hidden name made of another one and a tail: `.NAME` + tail. A NAME that begins with dots loses them, since the
 * central service takes `..NAME` for `NAME` in the directory above.
 * `*`, `?` and control characters of NAME are dropped, because the central service expands the first two,
 * and NAME is cut where the whole would be too long.
 * @param reserve bytes that may be added to it later
 */
export function shortenedName(name: string, tail: string, reserve = 0): string {
  const plain = name.replace(/^\.+/, '').replace(/[*?\p{Cc}]/gu, '_');
  const stem = shorten(plain || '_', MAX_NAME_BYTES - 1 - tail.length - reserve);
  return `.${stem}${tail}`;
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
