import {createRequire} from 'node:module';
import {delimiter, dirname, join} from 'node:path';
import type {Jdl} from '@alien-grid/cli';
import type {Job} from '../job.ts';
import type {JobFolder} from './folder.ts';

/** How lists are written in one variable. */
const LIST_SEPARATOR = '##';

/** Where a job finds the grid. */
export interface GridAddress {
  readonly port: number;
  /** The folder of the authority's certificate. */
  readonly certificates: string;
}

/** The variables that a job sees: as on the grid, and those with which `alien` inside of it uses this sandbox. */
export function environmentOfJob(
  job: Job,
  jdl: Jdl,
  folder: JobFolder,
  {port, certificates}: GridAddress,
): Record<string, string> {
  return {
    PATH: searchPath(),
    SHELL: '/bin/sh',
    LANG: 'C.UTF-8',
    USER: job.owner,
    LOGNAME: job.owner,
    HOME: folder.work,
    TMPDIR: folder.tmp,
    ALIEN_PROC_ID: String(job.id),
    ...(job.split !== 0 && {ALIEN_MASTERJOB_ID: String(job.split)}),
    ALIEN_USER: job.owner,
    ALIEN_SITE: job.site ?? '',
    JALIEN_HOST: 'localhost',
    JALIEN_WSPORT: String(port),
    JALIEN_TOKEN_CERT: folder.tokenCert,
    JALIEN_TOKEN_KEY: folder.tokenKey,
    X509_CERT_DIR: certificates,
    ...variablesOf(jdl),
  };
}

/** The keys of the description that the job asked to see, `ALIEN_JDL_NAME` each. */
function variablesOf(jdl: Jdl): Record<string, string> {
  const names = jdl.list('JDLVariables').filter((name) => jdl.has(name));
  return Object.fromEntries(
    names.map((name) => [`ALIEN_JDL_${name.toUpperCase()}`, jdl.list(name).join(LIST_SEPARATOR)]),
  );
}

/** The sandbox's own search path, with `alien` in front where it is known. */
function searchPath(): string {
  const usual = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin';
  const alien = alienFolder();
  return alien === undefined ? usual : [alien, usual].join(delimiter);
}

/** Where the program `alien` is; undefined if that is not known. */
export function alienFolder(): string | undefined {
  try {
    const require = createRequire(join(import.meta.dirname, 'here.js'));
    return join(dirname(require.resolve('@alien-grid/cli/package.json')), 'bin');
  } catch {
    return undefined;
  }
}
