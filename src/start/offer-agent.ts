import {isServed} from '../lib/agent/served.ts';
import type {Run} from '../lib/cli/base/run.ts';
import {isCommand} from './launch.ts';

/**
 * Let an agent start by itself behind a command that it could have done, where the user wants that.
 * @param root directory of the package
 * @param words of the command
 */
export async function offerAgent(root: string, run: Run, words: readonly string[]): Promise<void> {
  // the settings are not read for this alone: it would cost each command
  if (!run.hasSettings && process.env['ALIEN_AGENT'] !== 'auto') return;
  const settings = await run.settings();
  if (!settings.get('agent.auto') || !isServed(words, isCommand)) return;
  const {startByItself} = await import('../lib/agent/auto-start.ts');
  startByItself(root, process.env, settings);
}
