/** The file `.alienpy_aliases`, line by line: `name=value`, `#` begins a comment. */
const DEFINITION = /^\s*([^\s=#]+)\s*=(.*)$/;

/** What the lines define; of two for one name the last one counts. */
export function aliasesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, value = ''] = DEFINITION.exec(line) ?? [];
    const meaning = valueOf(value);
    if (name !== undefined && meaning !== '') found.set(name, meaning);
  }
  return found;
}

/** The text with a definition in the place of an earlier one, or at its end; all other lines stay as they are. */
export function withAlias(text: string, name: string, value: string): string {
  const line = `${name}=${written(value)}`;
  const lines = linesOf(text);
  const at = lines.findLastIndex((each) => nameOf(each) === name);
  return joined(at === -1 ? [...lines, line] : lines.with(at, line));
}

/** The text without the definitions of a name. */
export function withoutAlias(text: string, name: string): string {
  return joined(linesOf(text).filter((line) => nameOf(line) !== name));
}

function nameOf(line: string): string | undefined {
  return DEFINITION.exec(line)?.[1];
}

/** A value as it stands in the file: one pair of double quotes around it is none of it, nor is a comment. */
function valueOf(text: string): string {
  const quoted = /^\s*"(.*)"\s*(?:#[^"]*)?$/.exec(text)?.[1];
  return quoted ?? text.replace(/(?:^|\s)#.*$/, '').trim();
}

/** In quotes, where it would be read as something else without. */
function written(value: string): string {
  return valueOf(value) === value ? value : `"${value}"`;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
