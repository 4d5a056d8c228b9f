import {type KeyExportOptions, type KeyObject, X509Certificate, createPrivateKey} from 'node:crypto';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import forge from 'node-forge';

/** A home directory of its own for each test, with the variables that lead there and nowhere else. */
export class Workbench {
  readonly home = mkdtempSync(join(tmpdir(), 'alien-credentials-'));
  readonly globus = join(this.home, '.globus');
  readonly env = {HOME: this.home, TMPDIR: this.home};

  constructor() {
    mkdirSync(this.globus, {mode: 0o700});
  }

  /** Write a file below the home directory. @returns its path */
  write(name: string, content: string | Buffer, mode = 0o600): string {
    const path = join(this.home, name);
    writeFileSync(path, content, {mode});
    return path;
  }

  /** The path of a token file. */
  token(part: 'cert' | 'key', directory = this.home): string {
    return join(directory, `token${part}_${process.getuid?.() ?? 0}.pem`);
  }

  remove(): void {
    rmSync(this.home, {recursive: true, force: true});
  }
}

/** A PKCS#12 archive as old programs make them: triple DES, SHA-1. */
export function archiveOf(certificates: readonly string[], keyPem: string, passphrase: string): Buffer {
  const pkcs1 = createPrivateKey(keyPem).export({type: 'pkcs1', format: 'pem'}) as string;
  const archive = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(pkcs1),
    certificates.map((pem) => forge.pki.certificateFromPem(pem)),
    passphrase,
    {algorithm: '3des'},
  );
  return Buffer.from(forge.asn1.toDer(archive).getBytes(), 'binary');
}

/** The forms in which a key may lie on the disk, all of them read by OpenSSL; `secret` opens the encrypted ones. */
export function formsOf(key: KeyObject): Record<string, string> {
  const own = key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1';
  const encrypted = {cipher: 'aes-256-cbc', passphrase: 'secret'};
  const pem = (type: KeyExportOptions<'pem'>['type'], more: Partial<KeyExportOptions<'pem'>> = {}): string =>
    String(key.export({type, format: 'pem', ...more}));
  return {
    'PKCS#8': pem('pkcs8'),
    [own]: pem(own),
    'PKCS#8, encrypted': pem('pkcs8', encrypted),
    [`${own}, encrypted the old way`]: pem(own, encrypted),
  };
}

/** The DER form of a PEM certificate. */
export function derOf(pem: string): Buffer {
  return new X509Certificate(pem).raw;
}
