/**
 * Names in columns, read downwards, as many as fit.
 * @param width of the terminal, in columns
 */
export function inColumns(names: readonly string[], width: number): string[] {
  const widest = Math.max(...names.map((name) => name.length), 0) + 2;
  const columns = Math.max(1, Math.floor(width / widest));
  const rows = Math.ceil(names.length / columns);
  return Array.from({length: rows}, (_, row) =>
    names
      .filter((_name, at) => at % rows === row)
      .map((name) => name.padEnd(widest))
      .join('')
      .trimEnd(),
  );
}
