import {bytesIn} from '../words/parse-bytes.ts';

/** What values a setting takes, and how they are read: the same from the file, from variables and from flags. */
export interface Kind<T> {
  /** what is wanted, to stand behind "must be" in messages */
  readonly wanted: string;
  /** @returns undefined for text that is no such value */
  read(text: string): T | undefined;
  /** How a variable is read where scripts rely on more than the file takes; as the file where this is absent. */
  readVariable?(text: string): T | undefined;
  /** How `alien config set` writes a value into the file; as the text that was given where this is absent. */
  stored?(value: T): boolean | number | string;
  /** How a value of the file stands in a variable; as the text of the file where this is absent. */
  variable?(value: T): string;
}

const OFF = new Set(['', '0', 'false', 'no', 'off']);
const ON = new Set(['1', 'true', 'yes', 'on']);

/** Whether a variable such as ALIENPY_DEBUG is on: it holds anything but nothing, 0, false, no and off. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && !OFF.has(value.trim().toLowerCase());
}

/**
 * Whether a variable holds a PEM text, not the path of one. Whatever looks like no path counts as text: a damaged key
 * that is taken for a path would be shown in messages.
 */
export function holdsPem(value: string): boolean {
  return /-----BEGIN |\n/.test(value);
}

export const SWITCH: Kind<boolean> = {
  wanted: 'true or false',
  read(text) {
    const word = text.toLowerCase();
    if (ON.has(word)) return true;
    return OFF.has(word) && word !== '' ? false : undefined;
  },
  readVariable: isOn,
  stored: (value) => value,
  variable: (value) => (value ? '1' : ''),
};

/** Whether something happens by itself. Its variable has other words too, which are not for settings. */
export const AUTO: Kind<boolean> = {
  ...SWITCH,
  readVariable: (text) => text.toLowerCase() === 'auto',
  variable: (value) => (value ? 'auto' : ''),
};

export const HOST: Kind<string> = {
  wanted: 'the name or address of a host, without port',
  read: (text) => (/^[\w.-]+$|^[\da-f:.]*:[\da-f:.]*:[\da-f:.]*$/i.test(text) ? text : undefined),
  readVariable: (text) => text, // it may name a port too: `hostAndPort` reads it
};

export const PORT: Kind<number> = wholeNumber('a port, a whole number', 1, 65_535);

export const COUNT: Kind<number> = wholeNumber('a whole number', 1, 10_000);

export const REPEATS: Kind<number> = wholeNumber('a whole number', 0, 100);

/** More cannot be read: the longest text that Node has is a little more than half a GiB. */
const MOST_MEBIBYTES = 500;

export const MEBIBYTES: Kind<number> = wholeNumber('a whole number of MiB', 1, MOST_MEBIBYTES);

export const FAMILY: Kind<'any' | 'ipv4' | 'ipv6'> = {
  wanted: 'any, ipv4 or ipv6',
  read(text) {
    if (/^any$/i.test(text)) return 'any';
    const [, digit] = /^(?:ip)?v?([46])$/i.exec(text) ?? [];
    return digit === undefined ? undefined : digit === '4' ? 'ipv4' : 'ipv6';
  },
  stored: (value) => value,
};

export const SITE: Kind<string> = {
  wanted: 'the name of a site',
  read: (text) => (/^[\w.:-]+$/.test(text) ? text : undefined),
};

export const WEB_ADDRESS: Kind<string> = {
  wanted: 'an address that begins with https:// or http://',
  read: (text) => (/^https?:\/\/[^\s/]/.test(text) && URL.canParse(text) ? text : undefined),
};

/** Bytes a second. */
export const RATE: Kind<number> = {
  wanted: 'a number of bytes a second, such as 500K or 50M; 0 for no limit',
  read(text) {
    const bytes = bytesIn(text);
    return bytes !== undefined && bytes <= Number.MAX_SAFE_INTEGER ? bytes : undefined;
  },
};

/** Timers cannot be longer than 24 days: they would go off at once. */
const MOST_SECONDS = 1_000_000;

export const SECONDS: Kind<number> = {
  wanted: `a number of seconds, more than 0 and at most ${MOST_SECONDS}`,
  read: (text) => secondsIn(text) || undefined,
  stored: (value) => value,
};

/** Seconds that may be none. */
export const PAUSE: Kind<number> = {
  wanted: `a number of seconds from 0 to ${MOST_SECONDS}`,
  read: secondsIn,
  stored: (value) => value,
};

/** A path, never the PEM text that some of the variables take too: a key must not get into the file. */
export const PATH: Kind<string> = {
  wanted: 'an absolute path, or one that begins with ~/',
  read: (text) => (/^(\/|~\/|~$)/.test(text) && !text.includes('\0') ? text : undefined),
  readVariable: (text) => (holdsPem(text) ? undefined : text),
};

function wholeNumber(what: string, least: number, most: number): Kind<number> {
  return {
    wanted: `${what} from ${least} to ${most}`,
    read(text) {
      const value = Number(text);
      return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
    },
    stored: (value) => value,
  };
}

function secondsIn(text: string): number | undefined {
  const value = Number(text);
  return /^(\d+\.?\d*|\.\d+)$/.test(text) && value <= MOST_SECONDS ? value : undefined;
}
