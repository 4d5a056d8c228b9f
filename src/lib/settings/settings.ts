import {
  AUTO,
  COUNT,
  FAMILY,
  HOST,
  type Kind,
  MEBIBYTES,
  PATH,
  PAUSE,
  PORT,
  RATE,
  REPEATS,
  SECONDS,
  SITE,
  SWITCH,
  WEB_ADDRESS,
} from './kinds.ts';
import type {Definition, Setting} from './setting.ts';

const AUTHORITIES = ['X509_CERT_DIR', 'X509_CERT_FILE', 'ALIENPY_USE_LOCAL_CAS'];

/** Every setting there is, by name. Adding one here is all that it takes; docs/configuration.md lists the same. */
const TABLE = {
  'server.host': {
    variable: 'ALIENPY_JCENTRAL',
    kind: HOST,
    default: 'alice-jcentral.cern.ch',
    description: 'the central service to use, and no other',
    yieldsTo: ['JALIEN_HOST'],
  },
  'server.port': {
    variable: 'ALIENPY_JCENTRAL_PORT',
    kind: PORT,
    default: '8097',
    description: 'its port',
    yieldsTo: ['ALIENPY_JCENTRAL', 'JALIEN_HOST'],
  },
  'connect.tries': {
    variable: 'ALIENPY_CONNECT_TRIES',
    kind: COUNT,
    default: '3',
    description: 'tries to connect',
  },
  'connect.pause': {
    variable: 'ALIENPY_CONNECT_TRIES_INTERVAL',
    kind: PAUSE,
    default: '0.3',
    description: 'seconds between two tries',
  },
  'connect.ping': {
    variable: 'ALIENPY_TIMEOUT',
    kind: SECONDS,
    default: '20',
    description: 'seconds between the pings that tell whether the service still lives while it works',
  },
  'connect.timeout': {
    variable: 'ALIEN_CONNECT_TIMEOUT',
    kind: SECONDS,
    default: '10',
    description:
      'seconds for the name of the server and TCP to any of its addresses, or for the tunnel through a proxy',
  },
  'connect.jbox-timeout': {
    variable: 'ALIEN_JBOX_TIMEOUT',
    kind: SECONDS,
    default: '2',
    description: 'the same for a JBox, which is near or not there',
  },
  'connect.tls-timeout': {
    variable: 'ALIEN_TLS_TIMEOUT',
    kind: SECONDS,
    default: '10',
    description: 'seconds for the TLS handshake',
  },
  'connect.upgrade-timeout': {
    variable: 'ALIEN_UPGRADE_TIMEOUT',
    kind: SECONDS,
    default: '15',
    description: 'seconds for the login',
  },
  'connect.family': {
    variable: 'ALIENPY_NETWORKSTACK',
    kind: FAMILY,
    default: 'any',
    description: 'the addresses that are used',
  },
  'session.answer-timeout': {
    variable: 'ALIEN_ANSWER_TIMEOUT',
    kind: SECONDS,
    default: '600',
    description: 'seconds that one answer of the service may take',
  },
  'session.slow-after': {
    variable: 'ALIEN_SLOW_AFTER',
    kind: SECONDS,
    default: '3',
    description: 'seconds without an answer after which you are told that the service is slow',
  },
  'session.idle-check': {
    variable: 'ALIEN_IDLE_CHECK',
    kind: PAUSE,
    default: '600',
    description: 'a connection that was idle for more seconds is tried before it is used; 0: always',
  },
  'session.pong-timeout': {
    variable: 'ALIEN_PONG_TIMEOUT',
    kind: SECONDS,
    default: '3',
    description: 'seconds for that trial',
  },
  'session.repeats': {
    variable: 'ALIEN_REPEATS',
    kind: REPEATS,
    default: '2',
    description: 'how often a request that only reads is asked again after a lost connection',
  },
  'session.longest-answer': {
    variable: 'ALIEN_LONGEST_ANSWER',
    kind: MEBIBYTES,
    default: '128',
    description: 'MiB of one answer of the service, inflated; a longer one is refused',
  },
  'session.site': {
    variable: 'ALIEN_SITE',
    kind: SITE,
    description: 'the site whose storage is the nearest; without it the service looks at your address',
  },
  'user.certificate': {
    variable: 'X509_USER_CERT',
    kind: PATH,
    default: '~/.globus/usercert.pem',
    description: 'your certificate',
    yieldsTo: ['X509_USER_KEY', 'X509_USER_P12', 'ALIEN_CREDENTIALS_DIR'],
    mayHoldPem: true,
  },
  'user.key': {
    variable: 'X509_USER_KEY',
    kind: PATH,
    default: '~/.globus/userkey.pem',
    description: 'its key',
    yieldsTo: ['X509_USER_CERT', 'X509_USER_P12', 'ALIEN_CREDENTIALS_DIR'],
    mayHoldPem: true,
  },
  'user.archive': {
    variable: 'X509_USER_P12',
    kind: PATH,
    description: 'your certificate and its key in one PKCS#12 file, where there are no PEM files',
    yieldsTo: ['X509_USER_CERT', 'X509_USER_KEY', 'ALIEN_CREDENTIALS_DIR'],
  },
  'token.certificate': {
    variable: 'JALIEN_TOKEN_CERT',
    kind: PATH,
    description: 'the token certificate; without it `tokencert_UID.pem` in the temporary directory',
    yieldsTo: ['JALIEN_TOKEN_KEY', 'ALIEN_CREDENTIALS_DIR'],
    mayHoldPem: true,
  },
  'token.key': {
    variable: 'JALIEN_TOKEN_KEY',
    kind: PATH,
    description: 'its key; without it `tokenkey_UID.pem` in the temporary directory',
    yieldsTo: ['JALIEN_TOKEN_CERT', 'ALIEN_CREDENTIALS_DIR'],
    mayHoldPem: true,
  },
  'credentials.directory': {
    variable: 'ALIEN_CREDENTIALS_DIR',
    kind: PATH,
    description: 'a directory that is looked at for tokens and certificates before the usual ones',
  },
  'authorities.directory': {
    variable: 'X509_CERT_DIR',
    kind: PATH,
    description: 'the directory with the grid CA certificates; without it the usual places are looked at',
    yieldsTo: AUTHORITIES,
  },
  'authorities.file': {
    variable: 'X509_CERT_FILE',
    kind: PATH,
    description: 'one file with CA certificates, where no directory is set',
    yieldsTo: AUTHORITIES,
  },
  'transfer.limit-rate': {
    variable: 'ALIEN_LIMIT_RATE',
    kind: RATE,
    default: '0',
    description: 'bytes a second for all transfers of a run together, such as 50M; 0 for no limit',
  },
  'transfer.stall-timeout': {
    variable: 'ALIEN_STALL_TIMEOUT',
    kind: SECONDS,
    default: '60',
    description: 'seconds in which a transfer must get one request through; else the next replica is tried',
  },
  'output.json': {
    variable: 'ALIENPY_JSON',
    kind: SWITCH,
    default: 'false',
    description: 'every command prints JSON, as with --json',
  },
  'log.debug': {
    variable: 'ALIENPY_DEBUG',
    kind: SWITCH,
    default: 'false',
    description: 'write connections, requests and answers to the log, without secrets',
  },
  'log.timing': {
    variable: 'ALIENPY_TIMING',
    kind: SWITCH,
    default: 'false',
    description: 'write to the log how long connections and requests take',
  },
  'log.file': {
    variable: 'ALIENPY_DEBUG_FILE',
    kind: PATH,
    default: '~/alien.log',
    description: 'where the log goes; it is written only if one of the two above is on',
  },
  'log.append': {
    variable: 'ALIENPY_DEBUG_APPEND',
    kind: SWITCH,
    default: 'false',
    description: 'append to the log; without it each run begins a new one',
  },
  'log.connect': {
    variable: 'ALIENPY_TIMECONNECT',
    kind: SWITCH,
    default: 'false',
    description: 'say on stderr how long the connection took',
  },
  'agent.auto': {
    variable: 'ALIEN_AGENT',
    kind: AUTO,
    default: 'false',
    description:
      'the first command that finds no agent starts one; as a variable: auto, or off for no agent at all',
  },
  'update.url': {
    variable: 'ALIEN_UPDATE_URL',
    kind: WEB_ADDRESS,
    description:
      'the package registry that "alien version --check" asks; without it the one that npm is configured for',
  },
} satisfies Record<string, Definition<unknown>>;

export type SettingName = keyof typeof TABLE;

/** What a setting is when it is read: a number, a switch, a text; undefined only where it has no default. */
export type SettingValue<N extends SettingName> = (typeof TABLE)[N] extends {kind: Kind<infer T>}
  ? (typeof TABLE)[N] extends {default: string}
    ? T
    : T | undefined
  : never;

/** All of them, in the order of the table. */
export const SETTINGS: readonly Setting[] = Object.entries(TABLE).map(([name, definition]) => ({
  name,
  ...definition,
}));

const BY_NAME = new Map(SETTINGS.map((setting) => [setting.name, setting]));

export function findSetting(name: string): Setting | undefined {
  return BY_NAME.get(name);
}
