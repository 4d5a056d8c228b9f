import {UserError} from '../../errors/errors.ts';
import type {SelectionRequest} from '../../copy/model/selection-request.ts';

/** The terms of the `find` that every Unix has, where the service's or the old client's are others. */
interface UnixTerms {
  readonly name?: string | undefined;
  readonly size?: string | undefined;
}

const NAME_GRAMMAR = /^(?:begin|contain|ends|ext)_/;

/** Bytes of a unit; without any letter `find` counts blocks. */
const UNITS: Readonly<Record<string, number>> = {
  '': 512,
  b: 512,
  c: 1,
  w: 2,
  k: 2 ** 10,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/** Whether `--name` is a pattern, and not the `begin_X_ext_E` of the old client. */
export function isNamePattern(name: string): boolean {
  return !NAME_GRAMMAR.test(name);
}

/**
 * The choice that `-name '*.root'` and `-size +10M` mean.
 * @throws {UserError} 22 for a size that is none
 */
export function unixSelection({name, size}: UnixTerms): SelectionRequest {
  return {
    ...(name !== undefined && (isNamePattern(name) ? {select: nameExpression(name)} : {name})),
    ...(size !== undefined && sizeRange(size)),
  };
}

/** A pattern for the last part of a path, as a regular expression for the whole: `*` any text, `?` a character, `[ab]`. */
function nameExpression(pattern: string): string {
  const source = pattern
    .replace(/[\\^$.|+(){}]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('[!', '[^');
  return `(?:^|/)${source}$`;
}

/** `+N`: larger than N units; `-N`: at most N-1 of them; `N`: so many, begun ones counted. */
function sizeRange(text: string): SelectionRequest {
  const [, sign = '', digits = '', letter = ''] = /^([+-]?)(\d{1,15})([bcwkKMGT]?)$/.exec(text) ?? [];
  const unit = UNITS[letter] ?? 1;
  const count = Number(digits);
  if (digits === '' || (sign === '-' && count === 0)) {
    throw new UserError(`--size ${text}: this is not a size.`, {
      next: [
        'Larger than 10 MiB: -size +10M. Smaller: -size -10M. Bytes: 100c. Or use --minsize and --maxsize.',
      ],
    });
  }
  const least = String(sign === '+' ? count * unit + 1 : (count - 1) * unit + 1);
  const most = String((sign === '-' ? count - 1 : count) * unit);
  if (sign === '+') return {minSize: least};
  return {...(sign === '' && count > 0 && {minSize: least}), maxSize: most};
}
