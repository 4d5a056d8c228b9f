import {execFile} from 'node:child_process';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';

const execute = promisify(execFile);

/** What npm needs around it. */
export interface AroundNpm {
  /** root of the package that depends on npm */
  readonly installer: string;
  /** the variables for npm */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly signal?: AbortSignal;
}

/** Why npm did not do what it was asked for. */
export interface NpmFailure {
  /** there is no npm on this machine */
  readonly isMissing: boolean;
  /** npm's own code, such as `E404`, `ECONNREFUSED` */
  readonly code: string | undefined;
  /** in its words, one line */
  readonly reason: string;
}

/**
 * Run npm to its end: as it came with the installer, else the one on the PATH.
 * @returns what it printed
 * @throws what `npmFailure` explains
 */
export async function runNpm(
  words: readonly string[],
  {installer, env, cwd, signal}: AroundNpm,
): Promise<string> {
  const [program, ...first] = npmProgram(installer);
  const PATH = `${dirname(process.execPath)}:${env['PATH'] ?? ''}`;
  const options = {cwd, env: {...env, PATH}, ...(signal && {signal})};
  return (await execute(program, [...first, ...words], options)).stdout;
}

/** What an error of `runNpm` says. */
export function npmFailure(error: unknown): NpmFailure {
  const {code, stderr = ''} = error as {code?: unknown; stderr?: string};
  const [, npmCode] = /^npm error code (\S+)/m.exec(stderr) ?? [];
  const [reason] = [...stderr.matchAll(/^npm error (?!code |syscall |errno |A complete log)(.+)/gm)].map(
    ([, text]) => text,
  );
  return {
    isMissing: code === 'ENOENT',
    code: npmCode,
    reason: reason?.replace(/^.*, reason: /, '') ?? 'it ended with an error',
  };
}

function npmProgram(installer: string): [string, ...string[]] {
  try {
    const path = createRequire(join(installer, 'package.json')).resolve('npm/package.json');
    return [process.execPath, join(dirname(path), 'bin/npm-cli.js')];
  } catch {
    return ['npm'];
  }
}
