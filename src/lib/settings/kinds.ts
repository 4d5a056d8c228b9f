/** What values a setting takes: how one is read from text, and how it stands in the file and in a variable. */
export interface Kind {
  /** what is wanted, to stand behind "must be" in messages */
  readonly wanted: string;
  /** the value as a variable would hold it; undefined for text that is none */
  read(text: string): string | undefined;
  /** how `alien config set` writes it into the file; as text where this is absent */
  readonly stored?: (value: string) => boolean | number | string;
}

const OFF = new Set(['', '0', 'false', 'no', 'off']);
const ON = new Set(['1', 'true', 'yes', 'on']);

/** Whether a variable such as ALIENPY_DEBUG is on: it holds anything but nothing, 0, false, no and off. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && !OFF.has(value.trim().toLowerCase());
}

export const SWITCH: Kind = {
  wanted: 'true or false',
  read(text) {
    const word = text.trim().toLowerCase();
    if (ON.has(word)) return '1';
    return OFF.has(word) && word !== '' ? '' : undefined; // nothing is what everybody takes for off
  },
  stored: (value) => value === '1',
};

export const HOST: Kind = {
  wanted: 'the name or address of a host, without port',
  read: (text) => (/^[\w.-]+$|^[\da-f:.]*:[\da-f:.]*:[\da-f:.]*$/i.test(text) ? text : undefined),
};

export const PORT: Kind = {
  wanted: 'a port, a whole number from 1 to 65535',
  read: (text) => wholeNumber(text, 1, 65_535),
  stored: Number,
};

export const COUNT: Kind = {
  wanted: 'a whole number from 1 to 100',
  read: (text) => wholeNumber(text, 1, 100),
  stored: Number,
};

export const REPEATS: Kind = {
  wanted: 'a whole number from 0 to 100',
  read: (text) => wholeNumber(text, 0, 100),
  stored: Number,
};

/** More cannot be read: the longest text that Node has is a little more than half a GiB. */
export const MOST_MEBIBYTES = 500;

export const MEBIBYTES: Kind = {
  wanted: `a whole number of MiB from 1 to ${MOST_MEBIBYTES}`,
  read: (text) => wholeNumber(text, 1, MOST_MEBIBYTES),
  stored: Number,
};

export const FAMILY: Kind = {
  wanted: 'any, ipv4 or ipv6',
  read: (text) => (/^(any|ipv4|ipv6)$/.test(text) ? text : undefined),
};

export const SITE: Kind = {
  wanted: 'the name of a site',
  read: (text) => (/^[\w.:-]+$/.test(text) ? text : undefined),
};

export const RATE: Kind = {
  wanted: 'a number of bytes a second, such as 500K or 50M; 0 for no limit',
  read: (text) => (/^\d{1,15}(\.\d+)?[KMGT]?$/i.test(text) ? text : undefined),
};

export const SECONDS: Kind = {
  wanted: 'a number of seconds, more than 0 and at most 3600',
  read: (text) => (isDecimal(text) && Number(text) > 0 && Number(text) <= 3600 ? text : undefined),
  stored: Number,
};

/** A path, never the PEM text that some of the variables take too: a key has no business in this file. */
export const PATH: Kind = {
  wanted: 'an absolute path, or one that begins with ~/',
  read: (text) => (/^(\/|~\/|~$)/.test(text) && !text.includes('\0') ? text : undefined),
};

function wholeNumber(text: string, least: number, most: number): string | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? String(value) : undefined;
}

function isDecimal(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text);
}
