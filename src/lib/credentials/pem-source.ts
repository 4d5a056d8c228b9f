import {plainArmour} from './armour.ts';
import {holdsPem} from '../settings/kinds.ts';
import {type CredentialFile, readCredentialFile} from './credential-file.ts';

/** Where a PEM text comes from: a file, or a variable that holds the text itself. */
export type PemSource = {readonly path: string} | {readonly text: string; readonly variable: string};

/**
 * Read what a variable such as JALIEN_TOKEN_CERT holds: the path of a PEM file or the PEM text itself.
 */
export function pemSource(value: string, variable: string): PemSource {
  return holdsPem(value) ? {text: value, variable} : {path: value};
}

/** How a source is called in messages. Never its text: that may be a key. */
export function describeSource(source: PemSource): string {
  return 'path' in source ? source.path : `the text in ${source.variable}`;
}

/** @throws {UserError} 2 where there is no such file, 5 where it cannot be read or is too large */
export function readPem(source: PemSource): string {
  return readSource(source).bytes.toString('latin1');
}

/** The bytes of a source; a text in a variable has neither mode nor owner. */
export function readSource(source: PemSource): Pick<CredentialFile, 'bytes'> & Partial<CredentialFile> {
  if (!('path' in source)) return {bytes: plainArmour(Buffer.from(source.text))};
  const file = readCredentialFile(source.path);
  return {...file, bytes: plainArmour(file.bytes)};
}
