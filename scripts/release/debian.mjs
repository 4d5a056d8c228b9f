import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {RELEASE, VERSION} from './layout.mjs';
import {debianArchitecture, debianName} from './names.mjs';

const HOME = 'usr/lib/alien-grid';

/** Another package has a program `alien` (which converts packages): both cannot be there. */
const control = (kilobytes) => `Package: alien-grid
Version: ${VERSION}
Architecture: ${debianArchitecture(process.arch)}
Maintainer: The developers of alien <alien-grid@example.org>
Depends: libc6 (>= 2.34), libstdc++6 (>= 11)
Conflicts: alien
Section: science
Priority: optional
Installed-Size: ${kilobytes}
Description: command line of the ALICE grid
 Lists, finds and copies files, submits and follows jobs, and holds tokens. It has
 its own Node and XRootD client in it. The old names (alien.py, alien_cp, ...) are in
 /${HOME}/bin.
`;

/**
 * Make a Debian package of a tree.
 * @returns {string} its file
 */
export function packDebian(tree) {
  const root = join(RELEASE, 'debian');
  rmSync(root, {recursive: true, force: true});
  for (const name of ['DEBIAN', 'usr/lib', 'usr/bin', 'usr/share'])
    mkdirSync(join(root, name), {recursive: true});
  cpSync(tree, join(root, HOME), {recursive: true, verbatimSymlinks: true});
  cpSync(join(root, HOME, 'share'), join(root, 'usr/share'), {recursive: true});
  rmSync(join(root, HOME, 'share'), {recursive: true});
  symlinkSync('../lib/alien-grid/bin/alien', join(root, 'usr/bin/alien'));
  const [kilobytes] = execFileSync('du', ['-sk', join(root, 'usr')], {encoding: 'utf8'}).split('\t');
  writeFileSync(join(root, 'DEBIAN/control'), control(kilobytes));
  const file = join(RELEASE, debianName(VERSION, process.arch));
  execFileSync('dpkg-deb', ['--root-owner-group', '--build', root, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return file;
}
