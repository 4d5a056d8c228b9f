import {join} from 'node:path';

/** The file that tells one build of the program from another, for the launcher too. @param root of the package */
export function bundleOf(root: string): string {
  return join(root, 'dist', 'alien.cjs');
}
