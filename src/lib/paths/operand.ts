import {homeOfProcess} from '../files/home.ts';
import {refuseEmptyName} from './empty-name.ts';
import {refuseForeignName} from './foreign-name.ts';

/** One side of a copy as the user typed it: a local path, a grid name, or one that does not say which. */
export interface Operand {
  readonly kind: 'local' | 'grid' | 'bare';
  /** without its prefix */
  readonly path: string;
}

/**
 * Read the prefix of an operand.
 * `file:x`, `file://x` and `file:///x` are local; `alien:x`, `alien://x` and `alien:///x` are on the grid.
 * Two slashes belong to the prefix, what follows is the path: absolute if it begins with another one.
 * @throws {UserError} 22 for an empty name, and for one of another kind, such as `root://...`
 */
export function parseOperand(text: string): Operand {
  refuseEmptyName(text);
  refuseForeignName(text);
  const prefixed = /^(file|alien):(?:\/\/)?(.*)$/s.exec(text);
  if (!prefixed) return {kind: 'bare', path: text};
  const [, scheme, path = ''] = prefixed;
  if (scheme === 'alien') return {kind: 'grid', path};
  return {kind: 'local', path: expandHome(path)};
}

/** Whether a name without prefix can only mean the grid: `/alice/...`, `~/...`, `%ALIEN/...`. */
export function looksLikeGrid(path: string): boolean {
  return /^(?:\/alice|~|%ALIEN)(?:\/|$)/.test(path);
}

/** The shell does not expand `~` behind `file:`. */
function expandHome(path: string): string {
  return /^~(?:\/|$)/.test(path) ? homeOfProcess() + path.slice(1) : path;
}
