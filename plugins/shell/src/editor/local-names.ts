import {readdirSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import type {Continuation, Continuations} from '@alien-grid/cli/command';

/** What means something to a shell outside of quotes. */
const SPECIAL = /[\s!"#$&'()*;<>?[\\\]^`{|}]/g;

/**
 * Names of this machine that the word at the cursor may become, where the completion leaves them to its caller. A word in
 * quotes is left alone.
 * @param text the line up to the cursor
 * @param cwd where relative names start
 */
export function withLocalNames(
  text: string,
  found: Continuations,
  {cwd, home}: {readonly cwd: string; readonly home: string},
): Continuations {
  const raw = text.slice(found.from);
  if (found.order === undefined || /['"]/.test(raw)) return found;
  const typed = raw.replace(/\\(.)/g, '$1');
  const place = typed.slice(0, typed.lastIndexOf('/') + 1);
  const beginning = typed.slice(place.length);
  const directory = resolve(
    cwd,
    place.replace(/^~(?=\/)/, () => home),
  );
  const names = namesIn(directory)
    .filter((name) => name.startsWith(beginning) && (beginning !== '' || !name.startsWith('.')))
    .map((name): Continuation | undefined => {
      const isDirectory = statSync(join(directory, name), {throwIfNoEntry: false})?.isDirectory() === true;
      if (found.order === 'directories' && !isDirectory) return undefined;
      const rest = `${name.slice(beginning.length)}${isDirectory ? '/' : ''}`;
      const label = `${name}${isDirectory ? '/' : ''}`;
      return {
        word: typed + rest,
        text: raw + rest.replace(SPECIAL, String.raw`\$&`),
        label,
        isOpen: isDirectory,
      };
    });
  return {...found, list: [...found.list, ...names.filter((name) => name !== undefined)]};
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return []; // there is none, or it cannot be read
  }
}
