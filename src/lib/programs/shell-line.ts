/** A program and its words, as `launch` takes them. */
export interface ProgramWords {
  readonly program: string;
  readonly words: readonly string[];
}

/**
 * Have a shell run text that a person wrote, such as the value of `$EDITOR`, with words added behind it. The words
 * reach the program as they are: the shell does not read them.
 */
export function shellLine(text: string, words: readonly string[]): ProgramWords {
  return {program: '/bin/sh', words: ['-c', `${text} "$@"`, 'alien', ...words]};
}
