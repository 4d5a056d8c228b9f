/**
 * The words that tell the central service which of its one-letter options are on: `{l: true, n: 5, e: ['x']}`
 * becomes `-l -n 5 -e x`.
 */
export function serverOptions(
  options: Readonly<Record<string, boolean | number | string | readonly string[] | undefined>>,
): string[] {
  return Object.entries(options).flatMap(([letter, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [`-${letter}`];
    if (typeof value === 'object') return value.flatMap((each) => [`-${letter}`, each]);
    return [`-${letter}`, String(value)];
  });
}
