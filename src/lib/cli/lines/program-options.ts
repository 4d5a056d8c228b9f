/** A command line without the options of the program. */
export interface WithoutOptions {
  readonly words: readonly string[];
  /** variables that do what the options ask for */
  readonly env: Readonly<Record<string, string>>;
  /** the first line that fails is the last one */
  readonly strict: boolean;
}

/**
 * Take the options of the program out of a command line: `-json` and `--strict` in front of the command, `-debug` and
 * `-debugfile FILE` anywhere before `--`, unless the command has an option of this name itself. (`-json` behind a
 * command is for it.)
 * @param verb the command, where it is none of the words
 * @param optionsOf long options that a command has
 */
export function programOptions(
  argv: readonly string[],
  verb: string | undefined,
  optionsOf: (command: string) => ReadonlySet<string>,
): WithoutOptions {
  const words: string[] = [];
  const env: Record<string, string> = {};
  let command = verb;
  let strict = false;
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (word === '--') return {words: [...words, ...argv.slice(at)], env, strict};
    const option = /^--?(json|strict|debug|debugfile)$/.exec(word)?.[1];
    const isOurs = option !== undefined && !(command !== undefined && optionsOf(command).has(option));
    const file = argv[at + 1];
    if (isOurs && command === undefined && option === 'json') env['ALIENPY_JSON'] = '1';
    else if (isOurs && command === undefined && option === 'strict') strict = true;
    else if (isOurs && option === 'debug') env['ALIENPY_DEBUG'] = '1';
    else if (isOurs && option === 'debugfile' && file !== undefined) {
      env['ALIENPY_DEBUG_FILE'] = file;
      at++;
    } else {
      command ??= word;
      words.push(word);
    }
  }
  return {words, env, strict};
}
