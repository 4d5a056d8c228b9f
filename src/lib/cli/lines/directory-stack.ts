import {UserError} from '../../errors/errors.ts';

/**
 * Directories that were put aside, as bash keeps them: the current one first, never empty. All functions return a new
 * one; where its first directory is another, one has to go there.
 */
export type DirectoryStack = readonly [string, ...string[]];

/**
 * @param word a directory to put on top, `+N` or `-N` to turn the stack until that one is on top; without it the two
 * topmost change places
 * @throws {UserError} where there is no such directory
 */
export function pushed([top, ...others]: DirectoryStack, word?: string): DirectoryStack {
  if (word === undefined) {
    const [second, ...rest] = others;
    if (second === undefined) throw new UserError('No other directory was put aside.');
    return [second, top, ...rest];
  }
  if (!isPosition(word)) return [word, top, ...others];
  const stack = [top, ...others];
  const at = positionOf(word, stack.length);
  const [first = top, ...rest] = [...stack.slice(at), ...stack.slice(0, at)];
  return [first, ...rest];
}

/** Put a directory aside without going there. */
export function insertedBelow([top, ...others]: DirectoryStack, directory: string): DirectoryStack {
  return [top, directory, ...others];
}

/**
 * @param word `+N` or `-N`: which one to forget; the topmost without it
 * @throws {UserError} where there is no such directory, or no other
 */
export function popped(stack: DirectoryStack, word = '+0'): DirectoryStack {
  if (!isPosition(word)) throw new UserError(`${word} is no position: write +N or -N.`);
  if (stack.length === 1) throw new UserError('No other directory was put aside.');
  const at = positionOf(word, stack.length);
  const [top, ...others] = stack.filter((_, index) => index !== at);
  return [top ?? stack[0], ...others];
}

/**
 * The directory at a position.
 * @param word `+N` counts from the top, `-N` from the bottom, both from 0 on
 * @throws {UserError} where there is none
 */
export function directoryAt(stack: DirectoryStack, word: string): string {
  if (!isPosition(word)) throw new UserError(`${word} is no position: write +N or -N.`);
  return stack[positionOf(word, stack.length)] ?? stack[0];
}

/** Whether a word means one of the stack, and no name. */
export function isPosition(word: string): boolean {
  return /^[+-]\d+$/.test(word);
}

function positionOf(word: string, length: number): number {
  const number = Number(word.slice(1));
  const at = word.startsWith('+') ? number : length - 1 - number;
  if (at < 0 || at >= length) throw new UserError(`There is no directory ${word}: ${length} in all.`);
  return at;
}
