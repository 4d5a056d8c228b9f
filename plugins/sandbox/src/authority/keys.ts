import {createPrivateKey, createPublicKey, generateKeyPair} from 'node:crypto';
import {promisify} from 'node:util';

/** An RSA key in PEM, unencrypted. */
export type PrivateKeyPem = string;

/** Gives a private key for a purpose; tests give the same one again to save time. */
export type KeySource = (purpose: string) => Promise<PrivateKeyPem>;

/** A fresh RSA key of 2048 bits as PKCS#1, the form that all clients of the grid read. */
export const freshKey: KeySource = async () => {
  const {privateKey} = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: {type: 'spki', format: 'pem'},
    privateKeyEncoding: {type: 'pkcs1', format: 'pem'},
  });
  return privateKey;
};

/** The public half of a private key. */
export function publicPem(privateKey: PrivateKeyPem): string {
  return createPublicKey(createPrivateKey(privateKey)).export({type: 'spki', format: 'pem'}).toString();
}
