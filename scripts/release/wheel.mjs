import {execFileSync} from 'node:child_process';
import {chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, rmSync} from 'node:fs';
import {basename, join} from 'node:path';
import {PIP_PLATFORM, PLATFORM, RELEASE} from './layout.mjs';
import {root} from '../setup/root.mjs';

/** What only fits this kind of machine: pip takes the wheel without it wherever the other one does not fit. */
const OF_PLATFORM = `xrootd-native-${PLATFORM}`;

/**
 * Build the wheels of the program, its launchers under all names, and the Python sources: one for this kind of machine, with
 * the addon, and one for all others, without.
 * @param {string} app what `stage` made
 * @param {readonly string[]} names all names of the program
 * @returns {{platform: string, any: string}} the wheels
 */
export function buildWheels(app, names) {
  const scripts = layScripts(names);
  const without = join(RELEASE, 'app-without-addon');
  rmSync(without, {recursive: true, force: true});
  cpSync(app, without, {recursive: true, filter: (path) => basename(path) !== OF_PLATFORM});
  const wheels = {
    platform: buildWheel({app, scripts, platform: PIP_PLATFORM}),
    any: buildWheel({app: without, scripts, platform: ''}),
  };
  rmSync(without, {recursive: true});
  return wheels;
}

function layScripts(names) {
  const scripts = join(RELEASE, 'pip-scripts');
  rmSync(scripts, {recursive: true, force: true});
  mkdirSync(scripts, {recursive: true});
  for (const name of ['alien', ...names]) {
    copyFileSync(join(root, 'packaging/pip-launcher.sh'), join(scripts, name));
    chmodSync(join(scripts, name), 0o755);
  }
  return scripts;
}

function buildWheel({app, scripts, platform}) {
  const target = join(RELEASE, `pip-${platform || 'any'}`);
  rmSync(target, {recursive: true, force: true});
  const env = {...process.env, ALIEN_APP: app, ALIEN_SCRIPTS: scripts, ALIEN_PLATFORM: platform};
  const words = ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', target, join(root, 'python')];
  execFileSync('python3', words, {env, stdio: 'inherit'});
  const [wheel] = readdirSync(target);
  return join(target, wheel);
}
