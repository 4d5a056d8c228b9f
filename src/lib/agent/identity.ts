import {join} from 'node:path';
import {readCertificate} from '../credentials/certificate.ts';
import {identityFiles} from '../credentials/identity-files.ts';
import {readPem} from '../credentials/pem-source.ts';
import {tokenPlace} from '../credentials/places.ts';
import {UserError} from '../errors/errors.ts';
import {fileMark} from '../files/file-mark.ts';
import {homeOf, userDirectory} from '../files/home.ts';
import {lookAtConfiguration} from '../settings/configured-settings.ts';
import type {Environment} from '../settings/environment.ts';

const LOGGING = [
  'ALIENPY_DEBUG',
  'ALIENPY_TIMING',
  'JALIENPY_DEBUG',
  'JALIENPY_XRDDEBUG',
  'ALIENPY_TIMECONNECT',
  // libraries write these to the stderr of the process
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'XRD_LOGFILE',
  'XRD_LOGLEVEL',
];

/** What a worker has read, and who it therefore is; it serves as long as that holds. */
export class Identity {
  readonly #files: readonly string[];
  readonly #marks: string;
  readonly #end: number;

  /** @throws {UserError} for settings with which commands say more than once a process */
  constructor(env: Environment, bundle: string) {
    const {settings, file, problem} = lookAtConfiguration(env);
    if (problem) throw problem;
    if (file.unknown.length > 0 || keepsLog(settings.env)) {
      throw new UserError('No agent can work with these settings: each command would have to tell of them.', {
        code: 'NOT_SUPPORTED',
        next: ['Remove logs and unknown names: alien config list'],
      });
    }
    this.#files = [
      bundle,
      join(userDirectory(env, 'data'), 'alien', 'package.json'),
      ...identityFiles(env, settings.env),
      ...xrootdFiles(env),
    ];
    this.#marks = this.#look();
    this.#end = tokenEnd(settings.env);
  }

  /** Whether all is as it was: settings, plugins, program, credentials; and the token has not run out. */
  holds(now = Date.now()): boolean {
    return now < this.#end && this.#look() === this.#marks;
  }

  #look(): string {
    return this.#files.map(fileMark).join('\n');
  }
}

/** Whether variables ask for a log or for what is said of each request: that is begun anew by each process. */
export function keepsLog(env: Environment): boolean {
  return LOGGING.some((name) => !['', '0', undefined].includes(env[name]));
}

/** What XrdCl reads once a process. */
function xrootdFiles(env: Environment): string[] {
  const own = join(homeOf(env), '.xrootd');
  const named = env['XRD_CLCONFFILE'];
  return [...(named ? [named] : []), '/etc/xrootd/client.conf', join(own, 'client.conf')];
}

/** Without a token that is good now there is no end to wait for: a user certificate outlives any agent. */
function tokenEnd(env: Environment): number {
  try {
    const end = readCertificate(readPem(tokenPlace(env).certificate)).ends.getTime();
    return end > Date.now() ? end : Infinity;
  } catch {
    return Infinity;
  }
}
