import {UserError} from '../errors/errors.ts';
import type {ArchiveContent} from './pkcs12.ts';
import {type AskPassphrase, withPassphrase} from './private-key.ts';

/**
 * Open a PKCS#12 file with a pass phrase that is asked for. The code that can is slow to load, so it is loaded here.
 * @throws {UserError} 2 no such file, 5 no PKCS#12 or damaged, 126 for a wrong pass phrase or no one to ask
 */
export async function openArchive(path: string, ask: AskPassphrase | undefined): Promise<ArchiveContent> {
  if (ask === undefined)
    throw new UserError(`The archive ${path} needs a pass phrase.`, {code: 'NO_PASSPHRASE'});
  const {parseArchive, readArchiveFile} = await import('./pkcs12.ts');
  const bytes = readArchiveFile(path); // before a pass phrase is asked for in vain
  return withPassphrase(path, ask, (passphrase) => parseArchive(bytes, path, passphrase));
}
