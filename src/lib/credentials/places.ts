import {homedir, tmpdir} from 'node:os';
import {join} from 'node:path';
import {type PemSource, pemSource} from './pem-source.ts';

/** A token certificate lives for days and needs no pass phrase; a user certificate is the person's own. */
export type CredentialKind = 'token' | 'user';

/** A place where a certificate and its key may be. */
export interface CredentialPlace {
  readonly kind: CredentialKind;
  readonly certificate: PemSource;
  readonly key: PemSource;
}

/** Environment variables as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The token pair: JALIEN_TOKEN_CERT and JALIEN_TOKEN_KEY, else the files that ROOT, O2 and jsh share. */
export function tokenPlace(env: Environment): CredentialPlace {
  const uid = process.getuid?.() ?? 0;
  const directory = env['TMPDIR'] ?? env['TEMP'] ?? env['TMP'] ?? tmpdir();
  return {
    kind: 'token',
    certificate: pemSource(
      env['JALIEN_TOKEN_CERT'] || join(directory, `tokencert_${uid}.pem`),
      'JALIEN_TOKEN_CERT',
    ),
    key: pemSource(env['JALIEN_TOKEN_KEY'] || join(directory, `tokenkey_${uid}.pem`), 'JALIEN_TOKEN_KEY'),
  };
}

/** The user pair: X509_USER_CERT and X509_USER_KEY, else ~/.globus. */
export function userPlace(env: Environment): CredentialPlace {
  const globus = join(env['HOME'] ?? homedir(), '.globus');
  return {
    kind: 'user',
    certificate: pemSource(env['X509_USER_CERT'] || join(globus, 'usercert.pem'), 'X509_USER_CERT'),
    key: pemSource(env['X509_USER_KEY'] || join(globus, 'userkey.pem'), 'X509_USER_KEY'),
  };
}
