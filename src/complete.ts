import {Completer} from './lib/cli/completion/completer.ts';
import {declaredCommands, programAgent} from './lib/cli/completion/manifests.ts';
import {isShell, shellAnswer} from './lib/cli/completion/shell-answer.ts';
import {LazySession} from './lib/cli/base/lazy-session.ts';
import {SharedMemory} from './lib/completion/memory.ts';
import {GONE_DIRECTORY} from './lib/files/local-path.ts';
import {configuredSettings} from './lib/settings/configured-settings.ts';

/**
 * `alien complete SHELL LINE REPLACED` in a process of its own, as the scripts of `alien autocomplete` call it at each
 * TAB: the same as the command, without loading what a TAB does not need. It says nothing of what fails, and the
 * process ends with the answer, whatever is still under way.
 * @param argv the words behind the program's name
 * @param root the directory of the package
 */
export async function main(
  [, shell, text = '', replaced = '']: readonly string[],
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
    const completer = new Completer({commands: declaredCommands(root, env)}, around, SharedMemory.of(env));
    process.stdout.write(await shellAnswer({shell, text, replaced}, completer));
  }
  process.exit(0);
}

function directory(): string {
  try {
    return process.cwd();
  } catch {
    return GONE_DIRECTORY;
  }
}
