import type {Weather} from '../grid.ts';

/** Files to copy, and what the central service is like meanwhile. */
export interface Case {
  readonly name: string;
  readonly files: number;
  /** Bytes of each file. */
  readonly size: number;
  readonly weather: Weather;
}

const KILOBYTE = 1000;
const MEGABYTE = 1000 * 1000;

/** Every one is run down and up, with one replica of each file. */
export const CASES: readonly Case[] = [
  {name: '2000 x 10 KB', files: 2000, size: 10 * KILOBYTE, weather: 'fair'},
  {name: '300 x 10 KB', files: 300, size: 10 * KILOBYTE, weather: 'fair'},
  {name: '300 x 10 KB, service 30 ms away', files: 300, size: 10 * KILOBYTE, weather: 'far'},
  {name: '60 x 10 KB, throttle on', files: 60, size: 10 * KILOBYTE, weather: 'throttled'},
  {name: '20 x 50 MB', files: 20, size: 50 * MEGABYTE, weather: 'fair'},
  {name: '1 x 1 GiB', files: 1, size: 1024 ** 3, weather: 'fair'},
];

/** What is always the same for one case, `2000x10000`. */
export function materialOf({files, size}: Pick<Case, 'files' | 'size'>): string {
  return `${files}x${size}`;
}
