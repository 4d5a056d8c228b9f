import stringWidth from 'string-width';

/**
 * What takes a block of lines off a terminal that has become narrower: terminals break lines that are too wide then, so
 * that the block is higher than its lines. The cursor is below the block, before and, where its lines were, after.
 * @param lines as they are on the terminal
 * @param columns that it has now
 * @returns undefined where no line was broken
 */
export function eraseRewrapped(lines: readonly string[], columns: number): string | undefined {
  const rows = lines.reduce((sum, line) => sum + Math.max(Math.ceil(stringWidth(line) / columns), 1), 0);
  if (rows <= lines.length) return undefined;
  return `\u001b[${rows}A\r\u001b[J${'\n'.repeat(lines.length)}`;
}
