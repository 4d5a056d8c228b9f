import {execFileSync} from 'node:child_process';
import {chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {launcherPackage} from './launcher-package.mjs';
import {PIP_PLATFORM, PLATFORM, RELEASE} from './layout.mjs';
import {root} from '../setup/root.mjs';

/** What only fits this kind of machine: pip takes the wheel without it wherever the other one does not fit. */
const OF_PLATFORM = [`xrootd-native-${PLATFORM}`, launcherPackage(PLATFORM)];

/** A launcher for the shell, which finds what pip has installed, wherever that is. */
const SHELL_LAUNCHER = join(root, 'packaging/pip-launcher.sh');

/**
 * Build the wheels of the program, its launchers under all names, and the Python sources: one for this kind of machine, with
 * the addon and the native launcher, and one for all others, without.
 * @param {string} app what `stage` made
 * @param {readonly string[]} names all names of the program
 * @returns {{platform: string, any: string}} the wheels
 */
export function buildWheels(app, names) {
  const modules = join(app, 'node_modules');
  const without = join(RELEASE, 'app-without-platform');
  const left = OF_PLATFORM.map((name) => join(modules, name));
  rmSync(without, {recursive: true, force: true});
  cpSync(app, without, {recursive: true, filter: (path) => !left.includes(path)});
  const native = join(modules, launcherPackage(PLATFORM), 'alien');
  const launcher = existsSync(native) ? native : SHELL_LAUNCHER;
  const wheels = {
    platform: buildWheel({app, scripts: layScripts(names, launcher), platform: PIP_PLATFORM}),
    any: buildWheel({app: without, scripts: layScripts(names, SHELL_LAUNCHER), platform: ''}),
  };
  rmSync(without, {recursive: true});
  return wheels;
}

/** A wheel knows no links: so the old names are scripts, which start the same. */
function layScripts(names, launcher) {
  const scripts = join(RELEASE, 'pip-scripts');
  rmSync(scripts, {recursive: true, force: true});
  mkdirSync(scripts, {recursive: true});
  for (const name of ['alien', ...names]) {
    copyFileSync(name === 'alien' ? launcher : SHELL_LAUNCHER, join(scripts, name));
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
