import {readLine, wordText} from '@alien-grid/cli/command';

/**
 * Aliases that lead back to where they began, and not to a command: `a=b`, `b=a`. One that begins with its own name
 * (`ls=ls -F`) is none: there it means the command.
 * @param isCommand whether a name is a command of the program
 * @returns the names on the way round, the first one again at the end; undefined where there is no loop
 */
export function findLoop(
  name: string,
  aliases: ReadonlyMap<string, string>,
  isCommand: (name: string) => boolean,
  way: readonly string[] = [],
): readonly string[] | undefined {
  if (way.includes(name)) return isCommand(name) || way.at(-1) === name ? undefined : [...way, name];
  const value = aliases.get(name);
  if (value === undefined) return undefined;
  for (const next of firstWords(value)) {
    const loop = findLoop(next, aliases, isCommand, [...way, name]);
    if (loop !== undefined) return loop;
  }
  return undefined;
}

/** The first word of each command of a line. */
function firstWords(line: string): string[] {
  try {
    return readLine(line).flatMap(({command}) =>
      command.kind === 'grid' && command.words[0] !== undefined ? [wordText(command.words[0], 0)] : [],
    );
  } catch {
    return []; // said when it is run
  }
}
