import {accessSync, constants} from 'node:fs';
import {chmod} from 'node:fs/promises';
import {join} from 'node:path';
import {onAbort} from '../../flow/within.ts';
import type {LocalPlan} from '../../jobs/local/local-plan.ts';
import {firstInstalled} from '../../programs/find-program.ts';
import type {Run} from '../base/run.ts';

/** Variables of this machine that programs need, where the job gives no others. Credentials are not among them. */
const PASSED =
  /^(?:PATH|LANG|LC_\w+|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|PYTHONPATH|ROOT\w*|ALIBUILD_\w+|\w+_ROOT|USER|LOGNAME|TZ)$/;

/** How a job is shut in here: processes of its own that end with it, as far as the system allows that. */
export interface LocalShell {
  readonly prefix: readonly string[];
  /** for people */
  readonly text: string;
}

const UNSHARE = [
  'unshare',
  '--user',
  '--map-root-user',
  '--pid',
  '--mount',
  '--fork',
  '--kill-child',
  '--mount-proc',
];

/** What shuts programs in on this machine. */
export async function localShell(run: Run, directory: string): Promise<LocalShell> {
  const path = run.env['PATH'];
  const isThere = firstInstalled(['unshare'], path) !== undefined;
  if (isThere && (await launchIn(run, directory, [...UNSHARE, 'true'], {}, false)) === 0)
    return {prefix: UNSHARE, text: 'with processes of its own, which end with it'};
  return {prefix: [], text: 'as any program of yours: this system does not let it be shut in'};
}

/**
 * Run the programs of a job in its directory; what they print goes to `stdout` and `stderr` there.
 * @returns the exit code of the program, and that of the validation if it came to that; 124 for one that took too long
 */
export async function runLocally(
  run: Run,
  directory: string,
  {command, validation, variables, ttl}: LocalPlan,
  {prefix}: LocalShell,
): Promise<{readonly exitCode: number; readonly validationCode: number | undefined}> {
  const limit = firstInstalled(['timeout'], run.env['PATH'])
    ? ['timeout', '--kill-after=10', String(ttl)]
    : [];
  const runOne = async (words: readonly string[]): Promise<number> => {
    const program = join(directory, words[0] ?? '');
    await chmod(program, 0o755);
    accessSync(program, constants.X_OK);
    return await launchIn(run, directory, [...limit, ...prefix, ...words], variables, true);
  };
  const exitCode = await runOne(command);
  if (exitCode !== 0 || validation === undefined) return {exitCode, validationCode: undefined};
  return {exitCode, validationCode: await runOne(validation)};
}

async function launchIn(
  {env, interrupt: {signal}, out: {stderr}, program: {engines}}: Run,
  cwd: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
  isKept: boolean,
): Promise<number> {
  const passed = Object.fromEntries(Object.entries(env).filter(([name]) => PASSED.test(name)));
  const target = isKept ? ['>>stdout', '2>>stderr'] : ['>/dev/null', '2>&1'];
  let forget = (): void => undefined;
  const code = await engines.launch(
    {
      program: '/bin/sh',
      words: ['-c', `exec "$@" ${target.join(' ')}`, 'job', ...words],
      cwd,
      env: {...passed, HOME: cwd, TMPDIR: join(cwd, '.tmp'), ALIEN_SITE: 'LOCAL', ...variables},
      stdout: stderr,
      stderr,
      hasStdin: false,
    },
    // It must not outlive this program.
    (deliver) => (forget = onAbort(signal, () => deliver('SIGTERM'))),
  );
  forget();
  signal.throwIfAborted();
  return code;
}
