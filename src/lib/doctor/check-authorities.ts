import {X509Certificate} from 'node:crypto';
import {loadAuthorities} from '../trust/authorities.ts';
import {type Check, failed, ok} from './check.ts';

/** The certificates that servers are verified against. */
export const checkAuthorities: Check = {
  name: 'authorities',
  run({env}) {
    const {certificates, origin} = loadAuthorities(env);
    const valid = certificates.filter(isValid).length;
    const text = `${certificates.length} in ${origin}, ${valid} of them valid now`;
    if (valid > 0) return ok(text);
    return failed(text, 'Get new CA certificates, and set X509_CERT_DIR to their directory.');
  },
};

function isValid(pem: string): boolean {
  try {
    const {validFrom, validTo} = new X509Certificate(pem);
    const now = Date.now();
    return Date.parse(validFrom) <= now && now <= Date.parse(validTo);
  } catch {
    return false;
  }
}
