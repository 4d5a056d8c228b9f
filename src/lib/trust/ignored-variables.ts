import type {Environment} from '../settings/environment.ts';

/** By this variable Node switches all verification off, and warns that it has done so. */
export const NODE_SWITCH = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** By these other programs, Node among them, are told of more authorities. */
const OTHER_AUTHORITIES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_USE_SYSTEM_CA'];

/** What people are told of variables that ask for less than verified connections. */
export function ignoredVariables(env: Environment): string[] {
  if (env[NODE_SWITCH] !== '0') return [];
  return [`${NODE_SWITCH}=0 is ignored: servers are always verified here.`];
}

/** What helps people who have told other programs of an authority. */
export function unusedAuthorities(env: Environment): string[] {
  const set = OTHER_AUTHORITIES.filter((name) => env[name]);
  if (set.length === 0) return [];
  return [`${set.join(' and ')} ${set.length === 1 ? 'is' : 'are'} not looked at here; X509_CERT_DIR is.`];
}
