import {execFileSync} from 'node:child_process';
import {chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {PIP_PLATFORM, RELEASE} from './layout.mjs';
import {root} from '../setup/root.mjs';

/**
 * Build the wheel of the program, its launchers under all names, and the Python sources.
 * @param {string} app what `stage` made
 * @param {readonly string[]} names all names of the program
 * @returns {string} the wheel
 */
export function buildWheel(app, names) {
  const scripts = join(RELEASE, 'pip-scripts');
  const target = join(RELEASE, 'pip');
  for (const directory of [scripts, target]) rmSync(directory, {recursive: true, force: true});
  mkdirSync(scripts, {recursive: true});
  for (const name of ['alien', ...names]) {
    copyFileSync(join(root, 'packaging/pip-launcher.sh'), join(scripts, name));
    chmodSync(join(scripts, name), 0o755);
  }
  const env = {...process.env, ALIEN_APP: app, ALIEN_SCRIPTS: scripts, ALIEN_PLATFORM: PIP_PLATFORM};
  const words = ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', target, join(root, 'python')];
  execFileSync('python3', words, {env, stdio: 'inherit'});
  const [wheel] = readdirSync(target);
  return join(target, wheel);
}
