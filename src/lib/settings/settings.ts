import {
  COUNT,
  FAMILY,
  HOST,
  type Kind,
  MEBIBYTES,
  PATH,
  PORT,
  RATE,
  REPEATS,
  SECONDS,
  SITE,
  SWITCH,
} from './kinds.ts';

/** One thing that can be set in the configuration file. */
export interface Setting {
  /** as the file and `alien config` call it */
  readonly name: string;
  /** the environment variable that it stands for, and that goes before it */
  readonly variable: string;
  readonly kind: Kind;
  /** what holds where nothing is set; undefined: nothing */
  readonly default?: string;
  /** one line */
  readonly description: string;
  /**
   * Other variables whose presence puts the file's value aside. Settings that only make sense together must not
   * be mixed from two places: the port of one server is not that of another.
   */
  readonly yieldsTo?: readonly string[];
}

const AUTHORITIES = ['X509_CERT_DIR', 'X509_CERT_FILE', 'ALIENPY_USE_LOCAL_CAS'];

/** Every setting there is. Adding one here is all that it takes; docs/configuration.md lists the same. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'server.host',
    variable: 'ALIENPY_JCENTRAL',
    kind: HOST,
    default: 'alice-jcentral.cern.ch',
    description: 'the central service to use, and no other',
    yieldsTo: ['JALIEN_HOST'],
  },
  {
    name: 'server.port',
    variable: 'ALIENPY_JCENTRAL_PORT',
    kind: PORT,
    default: '8097',
    description: 'its port',
    yieldsTo: ['ALIENPY_JCENTRAL', 'JALIEN_HOST'],
  },
  {
    name: 'connect.tries',
    variable: 'ALIENPY_CONNECT_TRIES',
    kind: COUNT,
    default: '3',
    description: 'tries to connect',
  },
  {
    name: 'connect.pause',
    variable: 'ALIENPY_CONNECT_TRIES_INTERVAL',
    kind: SECONDS,
    default: '0.3',
    description: 'seconds between two tries',
  },
  {
    name: 'connect.ping',
    variable: 'ALIENPY_TIMEOUT',
    kind: SECONDS,
    default: '20',
    description: 'seconds between the pings that tell whether the service still lives while it works',
  },
  {
    name: 'connect.timeout',
    variable: 'ALIEN_CONNECT_TIMEOUT',
    kind: SECONDS,
    default: '10',
    description:
      'seconds for the name of the server and TCP to any of its addresses, or for the tunnel through a proxy',
  },
  {
    name: 'connect.jbox-timeout',
    variable: 'ALIEN_JBOX_TIMEOUT',
    kind: SECONDS,
    default: '2',
    description: 'the same for a JBox, which is near or not there',
  },
  {
    name: 'connect.tls-timeout',
    variable: 'ALIEN_TLS_TIMEOUT',
    kind: SECONDS,
    default: '10',
    description: 'seconds for the TLS handshake',
  },
  {
    name: 'connect.upgrade-timeout',
    variable: 'ALIEN_UPGRADE_TIMEOUT',
    kind: SECONDS,
    default: '15',
    description: 'seconds for the login',
  },
  {
    name: 'connect.family',
    variable: 'ALIENPY_NETWORKSTACK',
    kind: FAMILY,
    default: 'any',
    description: 'the addresses that are used',
  },
  {
    name: 'session.answer-timeout',
    variable: 'ALIEN_ANSWER_TIMEOUT',
    kind: SECONDS,
    default: '600',
    description: 'seconds that one answer of the service may take',
  },
  {
    name: 'session.slow-after',
    variable: 'ALIEN_SLOW_AFTER',
    kind: SECONDS,
    default: '3',
    description: 'seconds without an answer after which you are told that the service is slow',
  },
  {
    name: 'session.idle-check',
    variable: 'ALIEN_IDLE_CHECK',
    kind: SECONDS,
    default: '600',
    description: 'a connection that was idle for more seconds is tried before it is used',
  },
  {
    name: 'session.pong-timeout',
    variable: 'ALIEN_PONG_TIMEOUT',
    kind: SECONDS,
    default: '3',
    description: 'seconds for that trial',
  },
  {
    name: 'session.repeats',
    variable: 'ALIEN_REPEATS',
    kind: REPEATS,
    default: '2',
    description: 'how often a request that only reads is asked again after a lost connection',
  },
  {
    name: 'session.longest-answer',
    variable: 'ALIEN_LONGEST_ANSWER',
    kind: MEBIBYTES,
    default: '128',
    description: 'MiB of one answer of the service, inflated; a longer one is refused',
  },
  {
    name: 'session.site',
    variable: 'ALIEN_SITE',
    kind: SITE,
    description: 'the site whose storage is the nearest; without it the service looks at your address',
  },
  {
    name: 'user.certificate',
    variable: 'X509_USER_CERT',
    kind: PATH,
    default: '~/.globus/usercert.pem',
    description: 'your certificate',
    yieldsTo: ['X509_USER_KEY', 'X509_USER_P12', 'ALIEN_CREDENTIALS_DIR'],
  },
  {
    name: 'user.key',
    variable: 'X509_USER_KEY',
    kind: PATH,
    default: '~/.globus/userkey.pem',
    description: 'its key',
    yieldsTo: ['X509_USER_CERT', 'X509_USER_P12', 'ALIEN_CREDENTIALS_DIR'],
  },
  {
    name: 'user.archive',
    variable: 'X509_USER_P12',
    kind: PATH,
    description: 'your certificate and its key in one PKCS#12 file, where there are no PEM files',
    yieldsTo: ['X509_USER_CERT', 'X509_USER_KEY', 'ALIEN_CREDENTIALS_DIR'],
  },
  {
    name: 'token.certificate',
    variable: 'JALIEN_TOKEN_CERT',
    kind: PATH,
    description: 'the token certificate; without it `tokencert_UID.pem` in the temporary directory',
    yieldsTo: ['JALIEN_TOKEN_KEY', 'ALIEN_CREDENTIALS_DIR'],
  },
  {
    name: 'token.key',
    variable: 'JALIEN_TOKEN_KEY',
    kind: PATH,
    description: 'its key; without it `tokenkey_UID.pem` in the temporary directory',
    yieldsTo: ['JALIEN_TOKEN_CERT', 'ALIEN_CREDENTIALS_DIR'],
  },
  {
    name: 'credentials.directory',
    variable: 'ALIEN_CREDENTIALS_DIR',
    kind: PATH,
    description: 'a directory that is looked at for tokens and certificates before the usual ones',
  },
  {
    name: 'authorities.directory',
    variable: 'X509_CERT_DIR',
    kind: PATH,
    description: 'the directory with the grid CA certificates; without it the usual places are looked at',
    yieldsTo: AUTHORITIES,
  },
  {
    name: 'authorities.file',
    variable: 'X509_CERT_FILE',
    kind: PATH,
    description: 'one file with CA certificates, where no directory is set',
    yieldsTo: AUTHORITIES,
  },
  {
    name: 'transfer.limit-rate',
    variable: 'ALIEN_LIMIT_RATE',
    kind: RATE,
    default: '0',
    description: 'bytes a second for all transfers of a run together, such as 50M; 0 for no limit',
  },
  {
    name: 'transfer.stall-timeout',
    variable: 'ALIEN_STALL_TIMEOUT',
    kind: SECONDS,
    default: '60',
    description: 'seconds in which a transfer must get one request through; else the next replica is tried',
  },
  {
    name: 'output.json',
    variable: 'ALIENPY_JSON',
    kind: SWITCH,
    default: 'false',
    description: 'answers of the central service as JSON, as with --json',
  },
  {
    name: 'log.debug',
    variable: 'ALIENPY_DEBUG',
    kind: SWITCH,
    default: 'false',
    description: 'write connections, requests and answers to the log, without secrets',
  },
  {
    name: 'log.timing',
    variable: 'ALIENPY_TIMING',
    kind: SWITCH,
    default: 'false',
    description: 'write to the log how long connections and requests take',
  },
  {
    name: 'log.file',
    variable: 'ALIENPY_DEBUG_FILE',
    kind: PATH,
    default: '~/alien.log',
    description: 'where the log goes; it is written only if one of the two above is on',
  },
  {
    name: 'log.append',
    variable: 'ALIENPY_DEBUG_APPEND',
    kind: SWITCH,
    default: 'false',
    description: 'append to the log; without it each run begins a new one',
  },
  {
    name: 'log.connect',
    variable: 'ALIENPY_TIMECONNECT',
    kind: SWITCH,
    default: 'false',
    description: 'say on stderr how long the connection took',
  },
];

export function findSetting(name: string): Setting | undefined {
  return SETTINGS.find((setting) => setting.name === name);
}
