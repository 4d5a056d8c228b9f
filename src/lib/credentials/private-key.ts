import {EXIT} from '../errors/exit-codes.ts';
import {type KeyObject, createPrivateKey} from 'node:crypto';
import {UserError} from '../errors/errors.ts';

/** Asks a person for the pass phrase of what `origin` names; `attempt` counts from 1, behind wrong answers. */
export type AskPassphrase = (origin: string, attempt?: number) => Promise<string>;

/** After three mistakes the person has another key in mind. */
const MAX_ATTEMPTS = 3;

/** Whether a PEM key needs a pass phrase (PKCS#8 or the old DEK-Info form). */
export function isEncrypted(keyPem: string): boolean {
  return /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(keyPem);
}

/**
 * Read a private key in PEM form: PKCS#8, PKCS#1 or SEC 1, RSA or another kind.
 * @param origin what it is called in messages
 * @throws {UserError} 5 for anything else, 126 for an encrypted one that the pass phrase does not open
 */
export function readPrivateKey(keyPem: string, origin: string, passphrase?: string): KeyObject {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(keyPem)) {
    throw new UserError(`${origin} does not hold a key in PEM form: ${whatItIs(keyPem)}.`, {
      code: 'INPUT_OUTPUT',
    });
  }
  if (isEncrypted(keyPem) && passphrase === undefined) throw passphraseNeeded(origin);
  try {
    // Without a pass phrase OpenSSL would ask for one on the terminal by itself.
    return createPrivateKey({key: keyPem, format: 'pem', passphrase: passphrase ?? ''});
  } catch {
    // The cause is left out: no one needs OpenSSL's codes, and nothing of a key may travel in an error.
    throw isEncrypted(keyPem)
      ? new UserError(`The pass phrase does not open the key in ${origin}.`, {code: 'NO_PASSPHRASE'})
      : new UserError(`The key in ${origin} is damaged, or of a kind that is not known here.`, {
          code: 'INPUT_OUTPUT',
        });
  }
}

/**
 * Read a private key; where it is encrypted, ask for its pass phrase up to three times.
 * @throws {UserError} as `readPrivateKey`, and 126 where there is no one to ask
 */
export async function unlockPrivateKey(
  keyPem: string,
  origin: string,
  ask: AskPassphrase | undefined,
): Promise<KeyObject> {
  if (!isEncrypted(keyPem)) return readPrivateKey(keyPem, origin);
  if (ask === undefined) throw passphraseNeeded(origin);
  return withPassphrase(origin, ask, (passphrase) => readPrivateKey(keyPem, origin, passphrase));
}

/**
 * Open something with a pass phrase, and ask again where it is wrong.
 * @param open throws a UserError 126 for a wrong pass phrase; any other error ends the asking
 */
export async function withPassphrase<T>(
  origin: string,
  ask: AskPassphrase,
  open: (passphrase: string) => T | Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const passphrase = await ask(origin, attempt);
    try {
      return await open(passphrase);
    } catch (error) {
      const wrong = error instanceof UserError && error.exitCode === EXIT.NO_CREDENTIALS;
      if (!wrong || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

function passphraseNeeded(origin: string): UserError {
  return new UserError(`The key in ${origin} needs a pass phrase.`, {code: 'NO_PASSPHRASE'});
}

function whatItIs(text: string): string {
  if (text.trim() === '') return 'it is empty';
  return text.includes('-----BEGIN CERTIFICATE-----') ? 'it holds a certificate' : 'it is something else';
}
