import {spawn} from 'node:child_process';
import {Completer} from './lib/cli/completion/completer.ts';
import {Manifests} from './lib/cli/completion/manifests.ts';
import {shellAnswer} from './lib/cli/completion/shell-answer.ts';
import {LazySession} from './lib/cli/base/lazy-session.ts';
import {type Question, questionIn, wordsOf} from './lib/completion/question.ts';
import {SharedMemory} from './lib/completion/shared-memory.ts';
import {GONE_DIRECTORY} from './lib/files/local-path.ts';
import {configuredSettings, type Settings} from './lib/settings/configured-settings.ts';

/** ms in which a process fetches what the next TAB needs */
const PATIENCE = 10_000;

/** ms until the answer: the scripts end the program after a second. */
const LONGEST_WAIT = 800;
const SHORTEST_WAIT = 200;

/**
 * `alien complete SHELL LINE REPLACED` in a process of its own, as the scripts of `alien autocomplete` call it at each
 * TAB: the same as the command, without loading what a TAB does not need. It says nothing of what fails, and the
 * process ends with the answer, whatever is still under way. Where the service is too far away for one TAB, another
 * process fetches the names for the next.
 * @param words behind the program's name
 * @param root the directory of the package
 * @returns whether they are a question; else they are for the program
 */
export function main(words: readonly string[], root: string): boolean {
  const asked = questionIn(words);
  if (asked !== undefined) void answer(asked, root).finally(() => process.exit(0));
  return asked !== undefined;
}

async function answer(
  {question, isLater}: {readonly question: Question; readonly isLater: boolean},
  root: string,
): Promise<void> {
  const {env} = process;
  const manifests = new Manifests(root);
  let settings: Settings | undefined;
  const grid = new LazySession(async () => {
    settings = configuredSettings(env).settings;
    return {settings, userAgent: manifests.userAgent};
  });
  const around = {
    env,
    cwd: directory(),
    grid,
    series: {directory: undefined},
    interrupt: new AbortController(),
  };
  const memory = SharedMemory.of(env);
  // The time that the start has taken is over.
  const wait = isLater ? PATIENCE : Math.max(SHORTEST_WAIT, Math.round(LONGEST_WAIT - performance.now()));
  const completer = new Completer({commands: manifests.commands(env)}, around, memory, {answer: wait});
  const {text, isCut} = await shellAnswer(question, completer);
  if (isLater) return;
  process.stdout.write(text);
  if (isCut) fetchLater(memory, question);
  // Names had to be asked for: more TABs are going to come, and the command itself.
  if (settings?.get('agent.auto')) {
    const {startByItself} = await import('./lib/agent/auto-start.ts');
    startByItself(root, env, settings);
  }
}

/** One at a time, however often TAB is pressed meanwhile. */
function fetchLater(memory: SharedMemory, question: Question): void {
  const key = 'fetched later';
  if (memory.recall(key, PATIENCE / 1000) !== undefined) return;
  memory.keep(key, []);
  const [, program = ''] = process.argv;
  spawn(process.execPath, [program, ...wordsOf(question, true)], {detached: true, stdio: 'ignore'}).unref();
}

function directory(): string {
  try {
    return process.cwd();
  } catch {
    return GONE_DIRECTORY;
  }
}
