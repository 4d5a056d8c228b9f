import {createPrivateKey, randomUUID} from 'node:crypto';
import {renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {freshKey} from './keys.ts';
import type {KeySource, PrivateKeyPem} from './keys.ts';
import {makeLocalDirectories} from '@alien-grid/cli';
import {readOwn} from '../read-own.ts';

/**
 * Keys kept in a folder between runs, for tests only: an RSA key takes a third of a second to make.
 * Processes may share the folder; a file that is damaged is made anew.
 */
export function cachedKeys(folder: string): KeySource {
  return async (purpose) => {
    const file = join(folder, `${purpose.replace(/[^\w.-]/g, '_')}.pem`);
    const kept = readKey(file);
    if (kept !== undefined) return kept;
    const made = await freshKey(purpose);
    makeLocalDirectories(folder, 0o700);
    // Written aside and renamed, so that no one ever reads half a key.
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, made, {mode: 0o600});
    renameSync(draft, file);
    return made;
  };
}

function readKey(file: string): PrivateKeyPem | undefined {
  try {
    const pem = readOwn(file);
    createPrivateKey(pem);
    return pem;
  } catch {
    return undefined;
  }
}
