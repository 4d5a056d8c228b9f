import {spawn} from 'node:child_process';
import {Completer} from './lib/cli/completion/completer.ts';
import {declaredCommands, programAgent} from './lib/cli/completion/manifests.ts';
import {isShell, shellAnswer} from './lib/cli/completion/shell-answer.ts';
import {LazySession} from './lib/cli/base/lazy-session.ts';
import {SharedMemory} from './lib/completion/shared-memory.ts';
import {GONE_DIRECTORY} from './lib/files/local-path.ts';
import {configuredSettings} from './lib/settings/configured-settings.ts';

/** Behind the words of a TAB: only fetch what it needs, for the next one. */
const LATER = 'later';

/** ms for that */
const PATIENCE = 10_000;

/** ms until the answer: the scripts end the program after a second. */
const LONGEST_WAIT = 800;
const SHORTEST_WAIT = 200;

/**
 * `alien complete SHELL LINE REPLACED` in a process of its own, as the scripts of `alien autocomplete` call it at each
 * TAB: the same as the command, without loading what a TAB does not need. It says nothing of what fails, and the
 * process ends with the answer, whatever is still under way. Where the service is too far away for one TAB, another
 * process fetches the names for the next.
 * @param argv the words behind the program's name
 * @param root the directory of the package
 */
export async function main(
  [, shell, text = '', replaced = '', when]: readonly string[],
  root: string,
): Promise<void> {
  if (isShell(shell)) {
    const {env} = process;
    const grid = new LazySession(async () => ({
      settings: configuredSettings(env).settings,
      userAgent: programAgent(root),
    }));
    const around = {
      env,
      cwd: directory(),
      grid,
      series: {directory: undefined},
      interrupt: new AbortController(),
    };
    const commands = declaredCommands(root, env);
    const memory = SharedMemory.of(env);
    const isLater = when === LATER;
    // The time that the start has taken is over.
    const wait = isLater ? PATIENCE : Math.max(SHORTEST_WAIT, Math.round(LONGEST_WAIT - performance.now()));
    const completer = new Completer({commands}, around, memory, wait);
    const answer = await shellAnswer({shell, text, replaced}, completer);
    if (!isLater) process.stdout.write(answer.text);
    if (!isLater && answer.isCut) fetchLater(memory, [shell, text, replaced]);
  }
  process.exit(0);
}

/** One at a time, however often TAB is pressed meanwhile. */
function fetchLater(memory: SharedMemory, words: readonly string[]): void {
  const key = 'fetched later';
  if (memory.recall(key, PATIENCE / 1000) !== undefined) return;
  memory.keep(key, []);
  const [, program = ''] = process.argv;
  spawn(process.execPath, [program, 'complete', ...words, LATER], {detached: true, stdio: 'ignore'}).unref();
}

function directory(): string {
  try {
    return process.cwd();
  } catch {
    return GONE_DIRECTORY;
  }
}
