/** A text in quotes that is being typed. */
export interface OpenString {
  readonly text: string;
  /** the command whose call it is an argument of; undefined where it is none */
  readonly command: string | undefined;
  /** the texts before it in the same call */
  readonly before: readonly string[];
}

/** @returns undefined where the line does not end in a string that is open */
export function stringAtCursor(line: string): OpenString | undefined {
  let quote = '';
  let from = 0;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (quote === '') {
      if (/['"`]/.test(character)) [quote, from] = [character, at + 1];
    } else if (character === '\\') at++;
    else if (character === quote) quote = '';
  }
  if (quote === '') return undefined;
  const [, name, inside = ''] = /\bgrid\.([\w.]+)\(([^()]*)$/.exec(line.slice(0, from - 1)) ?? [];
  return {
    text: line.slice(from),
    command: name?.replaceAll('.', ' ').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    before: [...inside.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? ''),
  };
}
