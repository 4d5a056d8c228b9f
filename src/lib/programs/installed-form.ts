import {existsSync, realpathSync} from 'node:fs';
import {dirname, join} from 'node:path';

/** How the program came to this machine. */
export type InstalledForm = 'checkout' | 'deb' | 'npm' | 'pip' | 'tarball';

/** @param root directory of the package, without links */
export function installedForm(root: string): InstalledForm {
  if (/\/alien_grid\/node_modules\/@alien-grid\/cli$/.test(root)) return 'pip';
  if (root.startsWith('/usr/lib/alien-grid/')) return 'deb';
  if (existsSync(join(root, 'src/main.ts'))) return 'checkout'; // packages carry no sources
  return isUnpacked(root) ? 'tarball' : 'npm';
}

/** A tarball has its Node beside the package, where npm puts it inside, and a program above both. */
function isUnpacked(root: string): boolean {
  const node = join(root, `../../node-${process.platform}-${process.arch}`);
  return existsSync(node) && existsSync(join(root, '../../../../bin/alien'));
}

/** What a person types or does to get a release, in the form that is at hand. */
export function updateAdvice(form: InstalledForm, version: string): string {
  const advice: Record<InstalledForm, string> = {
    checkout: 'git pull && npm run setup',
    deb: `apt install ./alien-grid_${version}_$(dpkg --print-architecture).deb`,
    npm: `npm install --global @alien-grid/cli@${version}`,
    pip: `pip install --upgrade alien-grid==${version}`,
    tarball: `unpack the tarball of ${version} beside this one`,
  };
  return advice[form];
}

/**
 * What a person can do where a part of the program is missing that has to fit the machine, in the form that is at hand.
 * @param compile the command that makes it from its sources, where a compiler is and the sources are
 */
export function repairAdvice(form: InstalledForm, compile: string | undefined): readonly string[] {
  const advice: Record<InstalledForm, readonly string[]> = {
    checkout: ['Build it: npm run setup'],
    deb: ['Install the package again: apt install --reinstall ./alien-grid_*.deb'],
    npm: [
      'Install it again, with its optional packages: npm install --global --include=optional @alien-grid/cli',
      ...(compile === undefined ? [] : [`Or compile it, which needs a compiler and headers: ${compile}`]),
    ],
    pip: ['Install it again: pip install --force-reinstall alien-grid'],
    tarball: ['Unpack the tarball again: a part of it is missing.'],
  };
  return advice[form];
}

/** The directory of the package that this code is in, without links: above the bundle, or above the sources. */
export function ownRoot(): string {
  let at = realpathSync(import.meta.dirname);
  while (!existsSync(join(at, 'oclif.manifest.json')) && at !== dirname(at)) at = dirname(at);
  return at;
}
