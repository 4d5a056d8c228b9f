import {ServerError} from '../errors/errors.ts';
import {absoluteLfn, type Lfn} from '../paths/lfn.ts';
import type {Result} from '../session/requests/answer.ts';

const MD5_OF_NOTHING = 'd41d8cd98f00b204e9800998ecf8427e';
/** What stands for "none" in old entries. */
const NO_MD5 = new Set(['', '0']);
/** ms, either side of 1970 */
const LATEST_DATE = 8.64e15;

/** What the service says of a file contradicts itself or cannot be read: nothing may be decided by it. */
export class DoubtfulAnswer extends ServerError {
  constructor(what: string, doubt: string) {
    super(`What the central service says of ${what} cannot be right: ${doubt}.`, {
      code: 'INPUT_OUTPUT',
      next: ['Try again later. If it repeats, tell the support list the name.'],
    });
  }
}

/** What one result says of a file, as far as decisions depend on it. */
export interface Facts {
  /** bytes; 0 where it is in doubt */
  readonly size: number;
  /** lower-case hex, or undefined where there is none */
  readonly md5: string | undefined;
  /** lower-case, or undefined where there is none */
  readonly guid: string | undefined;
  /** why these facts cannot be right */
  readonly doubt: string | undefined;
}

/** The one place where values of results are read that decide something. They may be anything JSON can hold. */
export class ResultReader {
  readonly #result: Result;

  constructor(result: Result) {
    this.#result = result;
  }

  has(key: string): boolean {
    return this.#result[key] !== undefined;
  }

  /** Empty where there is none, or none that is a text. */
  text(key: string): string {
    const value = this.#result[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }

  /** A full name; undefined where there is none. */
  lfn(): Lfn | undefined {
    const value = this.#result['lfn'];
    return typeof value === 'string' && value.startsWith('/') && !value.includes('\0')
      ? absoluteLfn(value)
      : undefined;
  }

  /** Undefined where it is not told, or not in ms since the epoch. */
  time(key: string): Date | undefined {
    const text = this.text(key);
    if (!/^\d+$/.test(text)) return undefined;
    const time = Number(text);
    return time > 0 && time <= LATEST_DATE ? new Date(time) : undefined;
  }

  /** Size, md5 and GUID of a file, which have to fit together. */
  facts(): Facts {
    const size = this.#size();
    const md5 = this.text('md5').toLowerCase();
    const guid = this.text('guid').toLowerCase();
    return {
      size: size ?? 0,
      md5: NO_MD5.has(md5) ? undefined : md5,
      guid: guid === '' ? undefined : guid,
      doubt: this.#unreadable(size, md5, guid) ?? contradiction(size ?? 0, md5, guid),
    };
  }

  #size(): number | undefined {
    const text = this.text('size');
    const size = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return Number.isSafeInteger(size) ? size : undefined;
  }

  #unreadable(size: number | undefined, md5: string, guid: string): string | undefined {
    if (size === undefined) return `its size is ${this.shown('size')}`;
    if (!this.isText('md5') || !(NO_MD5.has(md5) || /^[0-9a-f]{32}$/.test(md5)))
      return `its md5 is ${this.shown('md5')}`;
    if (!this.isText('guid') || !/^$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(guid))
      return `its GUID is ${this.shown('guid')}`;
    return undefined;
  }

  /** Whether it is a text, or not there. */
  isText(key: string): boolean {
    const value = this.#result[key];
    return value === undefined || value === null || typeof value === 'string';
  }

  /** For messages, cut short. */
  shown(key: string): string {
    const value = this.#result[key];
    return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60);
  }
}

/** A file without content has no GUID, or at least the md5 of nothing, as empty members of archives have. */
function contradiction(size: number, md5: string, guid: string): string | undefined {
  const hasMd5OfNothing = md5 === MD5_OF_NOTHING;
  if (size > 0) return hasMd5OfNothing ? `its md5 is that of an empty file, its size ${size}` : undefined;
  if (hasMd5OfNothing) return undefined;
  if (!NO_MD5.has(md5)) return 'its size is 0, its md5 not that of an empty file';
  return guid === '' ? undefined : 'its size is 0, yet it has content (a GUID)';
}
