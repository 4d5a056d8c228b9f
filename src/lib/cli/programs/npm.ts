import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';

const execute = promisify(execFile);

/** What npm prints at most, in bytes. */
const LARGEST = 1 << 26;

/** What npm needs around it. */
export interface AroundNpm {
  /** directory of the program's package: an npm that came with it, or that installed it, is beside */
  readonly root: string;
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

/** What npm printed. */
export interface NpmOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Run npm to its end: the one that came with the program or installed it, else the one of this Node, else the one on
 * the PATH.
 * @throws what `npmFailure` explains
 */
export async function runNpm(
  words: readonly string[],
  {root, env, cwd, signal}: AroundNpm,
): Promise<NpmOutput> {
  const [program, ...first] = npmProgram(root);
  const PATH = `${dirname(process.execPath)}:${env['PATH'] ?? ''}`;
  const options = {cwd, env: {...env, PATH}, maxBuffer: LARGEST, ...(signal && {signal})};
  return execute(program, [...first, ...words], options);
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

/** The program, and what comes in front of the words for it. */
function npmProgram(root: string): readonly [string, ...string[]] {
  const beside = createRequire(join(root, 'package.json')).resolve.paths('npm') ?? [];
  const ofNode = join(dirname(process.execPath), '../lib/node_modules');
  const scripts = [...beside, ofNode].map((modules) => join(modules, 'npm/bin/npm-cli.js'));
  const script = scripts.find((path) => existsSync(path));
  return script === undefined ? ['npm'] : [process.execPath, script];
}
