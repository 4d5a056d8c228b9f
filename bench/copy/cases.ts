import type {Weather} from '../frame/grid.ts';

/** Files to copy, and what the central service is like meanwhile. */
export interface Case {
  readonly name: string;
  readonly files: number;
  /** Bytes of each file. */
  readonly size: number;
  readonly weather: Weather;
  /** How many times as fast as alien.py it is to be. */
  readonly aim?: number;
  /** How many times as long as `openssl md5` of the file it may take. */
  readonly md5Aim?: number;
}

const KILOBYTE = 1000;
const MEGABYTE = 1000 * 1000;

export const SMALL: readonly Case[] = [
  {name: '2000 x 10 KB', files: 2000, size: 10 * KILOBYTE, weather: 'fair', aim: 6},
  {name: '2000 x 10 KB, 5 ms a request', files: 2000, size: 10 * KILOBYTE, weather: 'real'},
];

export const LARGE: readonly Case[] = [
  {name: '20 x 50 MB', files: 20, size: 50 * MEGABYTE, weather: 'fair', aim: 5},
  {name: '1 x 1 GiB', files: 1, size: 1024 ** 3, weather: 'fair', md5Aim: 1.1},
];

export const FAR: readonly Case[] = [
  {name: '300 x 10 KB', files: 300, size: 10 * KILOBYTE, weather: 'fair'},
  {name: '300 x 10 KB, service 30 ms away', files: 300, size: 10 * KILOBYTE, weather: 'far'},
  {name: '60 x 10 KB, throttle on', files: 60, size: 10 * KILOBYTE, weather: 'throttled'},
];

/** The same kind of work, with a fiftieth of the files or a hundredth of the bytes. */
export function shortened({name, files, size, ...rest}: Case): Case {
  const [fewer, smaller] =
    size > MEGABYTE ? [Math.min(files, 2), Math.round(size / 100)] : [Math.round(files / 50), size];
  return {...rest, name: `${name}, cut to ${fewer} x ${smaller} bytes`, files: fewer, size: smaller};
}

/** What is always the same for one case, `2000x10000`. */
export function materialOf({files, size}: Pick<Case, 'files' | 'size'>): string {
  return `${files}x${size}`;
}
