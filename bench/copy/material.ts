import {randomBytes, randomFillSync} from 'node:crypto';
import {closeSync, mkdirSync, openSync, readdirSync, statSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import type {Case} from './cases.ts';

const BLOCK = 1024 * 1024;

/** Writes the files of a case into a new directory, every one different, nothing in them to compress. */
export function writeFiles(directory: string, {files, size}: Pick<Case, 'files' | 'size'>): void {
  mkdirSync(directory, {recursive: true});
  const digits = String(files).length;
  const block = randomFillSync(Buffer.allocUnsafe(Math.min(size, BLOCK)));
  for (let i = 0; i < files; i++) {
    const file = openSync(join(directory, `f${String(i).padStart(digits, '0')}.bin`), 'wx');
    for (let left = size; left > 0; left -= block.length) {
      randomBytes(16).copy(block);
      writeSync(file, block, 0, Math.min(left, block.length));
    }
    closeSync(file);
  }
}

/** Throws unless just the files of the case are there, whole: a copy that was not made is not fast. */
export function expectFiles(directory: string, {files, size}: Pick<Case, 'files' | 'size'>): void {
  const found = readdirSync(directory, {withFileTypes: true, recursive: true}).filter((e) => e.isFile());
  const whole = found.filter((e) => statSync(join(e.parentPath, e.name)).size === size);
  if (found.length !== files || whole.length !== files) {
    throw new Error(`${directory}: ${whole.length} of ${files} files are whole, ${found.length} are there`);
  }
}
