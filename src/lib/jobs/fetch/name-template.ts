import {UserError} from '../../errors/errors.ts';

/** What a name is made of. */
export interface NameParts {
  /** of the file on the grid, e.g. `AnalysisResults.root` */
  readonly name: string;
  /** of the subjob, from 1; the same in each run, whatever has failed */
  readonly number: number;
  /** of the job */
  readonly id: string;
  /** the last part of the directory on the grid */
  readonly directory: string;
}

const PARTS: Readonly<Record<string, (parts: NameParts) => string>> = {
  name: ({name}) => name,
  base: ({name}) => name.replace(/(?<=.)\.[^.]*$/, ''),
  ext: ({name}) => /(?<=.)\.([^.]*)$/.exec(name)?.[1] ?? '',
  n: ({number}) => String(number),
  id: ({id}) => id,
  dir: ({directory}) => directory,
};

/**
 * Read `{base}_{n:4}.root`: `{name}`, `{base}`, `{ext}`, `{n}`, `{id}`, `{dir}`, a number with so many digits.
 * @throws {UserError} 22 for what is no such template, or leads out of the directory
 */
export function nameTemplate(template: string): (parts: NameParts) => string {
  const wrong = [...template.matchAll(/\{([^{}]*)\}/g)].find(
    ([, word = '']) => !/^(?:n:\d{1,2}|\w+)$/.test(word) || !Object.hasOwn(PARTS, word.split(':')[0] ?? ''),
  );
  if (wrong !== undefined || /[{}]/.test(template.replace(/\{[^{}]*\}/g, '')))
    throw new UserError(`--name ${template}: ${wrong?.[0] ?? 'a brace'} stands for nothing.`, {
      next: [
        `There are ${Object.keys(PARTS)
          .map((part) => `{${part}}`)
          .join(', ')}, and {n:4} for four digits.`,
      ],
    });
  if (template.startsWith('/') || template.split('/').some((part) => part === '..' || part === ''))
    throw new UserError(`--name ${template} is no name below a directory.`);
  return (parts) =>
    template.replace(/\{(\w+)(?::(\d+))?\}/g, (_, part: string, width = '0') =>
      (PARTS[part]?.(parts) ?? '').padStart(Number(width), '0'),
    );
}
