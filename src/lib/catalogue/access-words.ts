import {UserError} from '../errors/errors.ts';

/**
 * The words of chmod: the mode comes first. The service answers a wrong one with an input/output error.
 * @throws {UserError} 22
 */
export function modeFirst([mode = '', ...names]: readonly string[]): string[] {
  const [, digits] = /^0?([0-7]{3})$/.exec(mode) ?? [];
  if (digits !== undefined) return [digits, ...names];
  throw new UserError(`"${mode}" is no mode: it is three digits, such as 755.`, {
    next: ['The digits are for owner, group and others; each is 4 (read) + 2 (write) + 1 (execute).'],
  });
}

/**
 * The words of chown: the owner comes first, `user` or `user.group`. As everywhere else `user:group` is allowed; the
 * service would take it for the name of a user.
 */
export function ownerFirst([owner = '', ...names]: readonly string[]): string[] {
  return [owner.replace(':', '.'), ...names];
}
