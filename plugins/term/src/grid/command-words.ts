/** What an option may be: on or off, a value, several values. */
export type OptionValue = boolean | number | string | undefined | readonly (number | string)[];

/** Options of a command by their names: `{long: true, minSize: '1M'}` or the letters: `{l: true}`. */
export type Options = Readonly<Record<string, OptionValue>>;

/** An operand of a command. */
export type Operand = number | string;

/**
 * The words of a command line for a call: `ls('x', {long: true})` is `ls --long x`.
 * @param id the command, with colons between its words
 * @param always options that it gets before those of the call
 */
export function commandWords(
  id: string,
  always: readonly string[],
  values: readonly (Operand | Options)[],
): string[] {
  const operands = values.filter((value) => typeof value !== 'object').map(String);
  const options = values.filter((value) => typeof value === 'object');
  const flags = options.flatMap((each) =>
    Object.entries(each).flatMap(([name, value]) => flagWords(name, value)),
  );
  const isMisread = operands.some((operand) => operand.startsWith('-'));
  return [...id.split(':'), ...always, ...flags, ...(isMisread ? ['--'] : []), ...operands];
}

function flagWords(name: string, value: OptionValue): string[] {
  if (value === undefined) return [];
  if (typeof value === 'object') return value.flatMap((each) => flagWords(name, each));
  const long =
    name.length === 1 ? `-${name}` : `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (value === true) return [long];
  if (value === false) return [];
  return name.length === 1 ? [long, String(value)] : [`${long}=${value}`];
}
