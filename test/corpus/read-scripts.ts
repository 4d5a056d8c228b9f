/** A script of a user, and what it must print. */
export interface Script {
  readonly title: string;
  /** lines of bash */
  readonly text: string;
  /** the lines on stdout; one that begins with `~ ` is a pattern */
  readonly expected: readonly string[];
}

/**
 * Read a file of scripts: `== TITLE`, the lines of the script, `--`, the lines that it prints. Lines that begin with `#`
 * in front of the first title are for readers.
 */
export function readScripts(text: string): Script[] {
  return text
    .split(/^== /m)
    .slice(1)
    .map((part) => {
      const [head = '', ...rest] = part.trimEnd().split('\n');
      const end = rest.indexOf('--');
      if (end === -1) throw new Error(`${head}: the line -- is missing`);
      return {title: head, text: rest.slice(0, end).join('\n'), expected: rest.slice(end + 1)};
    });
}

/** What is wrong with the lines that a script has printed; undefined where nothing is. */
export function differenceOf(printed: string, expected: readonly string[]): string | undefined {
  const lines = printed === '' ? [] : printed.replace(/\n$/, '').split('\n');
  const count = Math.max(lines.length, expected.length);
  for (let index = 0; index < count; index++) {
    const [line, wanted] = [lines[index], expected[index]];
    const fits =
      line !== undefined &&
      wanted !== undefined &&
      (wanted.startsWith('~ ') ? new RegExp(`^(?:${wanted.slice(2)})$`).test(line) : line === wanted);
    if (!fits) return `line ${index + 1} is ${JSON.stringify(line)}, not ${JSON.stringify(wanted)}`;
  }
  return undefined;
}
