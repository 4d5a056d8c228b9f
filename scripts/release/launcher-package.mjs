import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {checkSymbols} from '../../native/prebuild/symbols.mjs';
import {root} from '../setup/root.mjs';

/** The kinds of machines that have a package with the launcher. */
export const LAUNCHER_PLATFORMS = ['linux-x64', 'linux-arm64'];

/** The package with the launcher for a kind of machine. */
export const launcherPackage = (platform) => `@alien-grid/launcher-${platform}`;

const PROGRAMS = ['alien', 'descriptors.node'];

/**
 * Write the package with the launcher and the addon of the agent for this kind of machine; they have to be built.
 * @param {string} target is made anew
 */
export function writeLauncherPackage(target) {
  rmSync(target, {recursive: true, force: true});
  mkdirSync(target, {recursive: true});
  const files = PROGRAMS.map((name) => {
    execFileSync('strip', ['--strip-unneeded', '-o', join(target, name), join(root, 'launcher/build', name)]);
    return join(target, name);
  });
  checkSymbols(files);
  copyFileSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
  const {version, repository, license} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const {platform, arch} = process;
  const name = launcherPackage(`${platform}-${arch}`);
  const description = `The native launcher of alien for ${platform}-${arch}, and what its agent needs of it`;
  const content = {
    ...{name, version, description, license, repository, files: PROGRAMS},
    ...{os: [platform], cpu: [arch], ...(platform === 'linux' && {libc: ['glibc']})},
  };
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
  writeFileSync(join(target, 'README.md'), readme(name, description));
}

const readme = (name, description) => `# ${name}

${description}. npm installs it with @alien-grid/cli where it fits; nothing has to be compiled.

\`alien\` has parts of the GNU C library in it (LGPL-2.1-or-later). Its own sources, and the script that compiles them against
another one, are in @alien-grid/cli: \`launcher/build.mjs\`.
`;
