import {UserError} from '../errors/errors.ts';

/**
 * Whether the central service reads another name in this one: in two dots at the start of a component it reads the parent
 * directory, whatever follows, so that `d/..x` is `x` beside `d`, and `...` what `..` is.
 */
export function isMisread(name: string): boolean {
  return /(?:^|\/|^~|^alien:)\.\.[^/]/.test(name);
}

/** Why such a name is never handed to the service. */
export function misreadName(name: string): UserError {
  return new UserError(
    `${name}: the central service takes a name that begins with two dots for the parent directory.`,
    {
      next: ['Give it a name that begins otherwise.'],
    },
  );
}
