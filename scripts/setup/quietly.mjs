import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {root} from './root.mjs';

/**
 * Run a program in the project; show what it says only if it fails.
 * @param onLine gets each line of its stdout, to tell how far it is
 */
export async function quietly(program, words, {env = {}, onLine = () => {}} = {}) {
  const child = spawn(program, words, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, npm_config_update_notifier: 'false', ...env},
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({input: stream}).on('line', (line) => {
      said.push(line);
      if (stream === child.stdout) onLine(line);
    });
  const status = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${program} cannot be run: ${error.message}`)));
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} failed:\n${said.slice(-40).join('\n')}`);
}
