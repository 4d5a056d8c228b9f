import {randomBytes} from 'node:crypto';
import {rename, rm, writeFile} from 'node:fs/promises';
import {localError} from '../errors/local-error.ts';

/**
 * Write a text to a file that the user names. It is there as a whole or not at all.
 * @throws {UserError} where it cannot be written
 */
export async function writeNamedText(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    await writeFile(draft, text, {flag: 'wx'});
    await rename(draft, path);
  } catch (error) {
    await rm(draft, {force: true});
    throw localError(error, path);
  }
}
