import {randomBytes, X509Certificate} from 'node:crypto';
import {chmodSync, existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {issueCertificate} from './certificate.ts';
import type {CertificateRequest, DistinguishedName, Issuer} from './certificate.ts';
import {freshKey} from './keys.ts';
import type {KeySource} from './keys.ts';
import {subjectHash} from './subject-hash.ts';
import {readOwn} from '../read-own.ts';

const DAY = 24 * 3600 * 1000;
const LIFETIME = 3650 * DAY;

/** A certificate and its key, both PEM. */
export interface Credentials {
  readonly cert: string;
  readonly key: string;
}

/** The files of the authority, below the sandbox's folder. */
interface Files {
  readonly private: string;
  readonly public: string;
}

/** The sandbox's own certificate authority, with the service's certificate and the key of the envelopes. */
export class Authority {
  readonly caPem: string;
  readonly envelopeKey: Buffer;
  readonly #issuer: Issuer;
  readonly #server: Credentials;
  readonly #keys: KeySource;

  private constructor(files: Files, keys: KeySource) {
    const read = (name: string): string => readOwn(join(files.private, name));
    this.caPem = readOwn(join(files.public, 'ca.pem'));
    this.envelopeKey = Buffer.from(read('envelope.key'), 'hex');
    this.#issuer = {certificate: this.caPem, key: read('ca.key')};
    this.#server = {cert: read('server.pem'), key: read('server.key')};
    this.#keys = keys;
  }

  /** Opens the authority of a sandbox, or founds it. */
  static async open(folder: string, name: string, keys: KeySource = freshKey): Promise<Authority> {
    const files = {private: join(folder, 'authority'), public: join(folder, 'certificates')};
    // The last file to be written tells that all are there.
    if (!existsSync(join(files.private, 'envelope.key'))) await found(files, name, keys);
    return new Authority(files, keys);
  }

  /** What the service shows to its clients. */
  serverCredentials(): Credentials {
    return this.#server;
  }

  /** A certificate for someone who will log in with it. @param purpose of a new key, where the request has none */
  async issue(
    request: Omit<CertificateRequest, 'key' | 'usage'> & {readonly key?: string},
    purpose: string,
  ): Promise<Credentials> {
    const key = request.key ?? (await this.#keys(purpose));
    return {key, cert: await issueCertificate({...request, key, usage: 'client'}, this.#issuer)};
  }

  /** The long-lived certificate of a user. */
  async issueForUser(user: string): Promise<Credentials> {
    return this.issue({subject: userSubject(user), notAfter: this.#lastDay()}, `user-${user}`);
  }

  /** No certificate may outlive the authority. */
  #lastDay(): number {
    return Date.parse(new X509Certificate(this.caPem).validTo) - DAY;
  }
}

/** The name in the certificate of a user. */
export function userSubject(user: string): DistinguishedName {
  return [
    ['C', 'ch'],
    ['O', 'AliEn2'],
    ['OU', 'Sandbox'],
    ['CN', user],
  ];
}

async function found(files: Files, name: string, keys: KeySource): Promise<void> {
  mkdirSync(files.private, {recursive: true, mode: 0o700});
  chmodSync(files.private, 0o700);
  mkdirSync(files.public, {recursive: true, mode: 0o755});
  const subject: DistinguishedName = [
    ['C', 'ch'],
    ['O', 'AliEn2'],
    ['CN', `Sandbox CA ${name}`],
  ];
  const [caKey, serverKey] = await Promise.all([keys('ca'), keys('server')]);
  const notAfter = Date.now() + LIFETIME;
  const ca = await issueCertificate({subject, key: caKey, usage: 'ca', notAfter});
  const server = await issueCertificate(
    {
      subject: [
        ['C', 'ch'],
        ['O', 'AliEn2'],
        ['OU', 'Sandbox'],
        ['CN', 'localhost'],
      ],
      key: serverKey,
      usage: 'server',
      notAfter: notAfter - DAY,
      dnsNames: ['localhost'],
      addresses: ['127.0.0.1', '::1'],
    },
    {certificate: ca, key: caKey},
  );
  writeFileSync(join(files.public, 'ca.pem'), ca);
  // Programs that search with OpenSSL look for the hash of the name.
  writeFileSync(join(files.public, `${subjectHash(subject)}.0`), ca);
  const write = (file: string, text: string): void => {
    writeFileSync(join(files.private, file), text, {mode: 0o600});
  };
  write('ca.key', caKey);
  write('server.pem', server);
  write('server.key', serverKey);
  write('envelope.key', randomBytes(32).toString('hex'));
}
