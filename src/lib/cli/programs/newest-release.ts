import {UserError} from '../../errors/errors.ts';
import {type AroundNpm, npmFailure, runNpm} from './npm.ts';

/** npm does not wait longer for an answer, in ms. */
const PATIENCE_MS = 10_000;

/**
 * Ask a package registry for the newest release of a package, by npm: its configuration says which, through what proxy,
 * and whom to trust.
 * @param registry address of another one than npm is configured for
 * @returns the version
 * @throws {UserError} 107 where it cannot be reached; 2 where it does not know the package; 127 without npm
 */
export async function newestRelease(
  name: string,
  registry: string | undefined,
  around: AroundNpm,
): Promise<string> {
  const limits = [
    '--fetch-retries=0',
    `--fetch-timeout=${PATIENCE_MS}`,
    '--no-update-notifier',
    '--prefer-online',
  ];
  const scope = name.split('/')[0];
  const where = registry === undefined ? [] : [`--registry=${registry}`, `--${scope}:registry=${registry}`];
  try {
    const {stdout} = await runNpm(['view', name, 'version', '--json', ...limits, ...where], around);
    const answer: unknown = JSON.parse(stdout);
    if (typeof answer === 'string') return answer;
  } catch (cause) {
    around.signal?.throwIfAborted();
    throw notTold(name, cause);
  }
  throw new UserError(`The package registry tells no version of ${name}.`, {code: 'EMPTY_ANSWER'});
}

function notTold(name: string, cause: unknown): UserError {
  const {isMissing, code, reason} = npmFailure(cause);
  if (isMissing)
    return new UserError(
      'Releases are looked up by npm, and there is none: not on the PATH, nor beside Node.',
      {
        code: 'NO_SUCH_COMMAND',
        next: ['Look where you have this program from, or ask the person who installed it.'],
        cause,
      },
    );
  if (code === 'E404')
    return new UserError(`The package registry does not know ${name}.`, {
      code: 'NO_SUCH_FILE',
      next: ['To ask another one: alien config set update.url ADDRESS'],
      cause,
    });
  return new UserError(`The newest release cannot be looked up: ${reason}`, {
    code: 'NOT_CONNECTED',
    next: [
      'Without a network this program works as it is. Try again later,',
      'or name a registry that can be reached: alien config set update.url ADDRESS',
    ],
    cause,
  });
}
