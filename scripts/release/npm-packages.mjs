import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {isMadeFromSources} from '../../native/prebuild/made-from.mjs';
import {packAll} from '../packages.mjs';
import {PLATFORM, RELEASE} from './layout.mjs';
import {root} from '../setup/root.mjs';

const PLACE = join(root, 'native', 'prebuilt', PLATFORM);

/** The addon of this platform as a package, if it was built from the sources as they are. @returns {string | undefined} its tarball */
export const packedPlatform = () => (isMadeFromSources(PLACE) ? pack() : undefined);

function pack() {
  const target = join(RELEASE, 'platform');
  rmSync(target, {recursive: true, force: true});
  mkdirSync(target, {recursive: true});
  execFileSync('npm', ['pack', '--silent', '--pack-destination', target], {
    cwd: PLACE,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return join(target, readdirSync(target)[0]);
}

/** Everything that goes to npm. @returns {Promise<string[]>} the tarballs */
export async function packForNpm() {
  if (packedPlatform() === undefined)
    execFileSync(process.execPath, [join(root, 'native/prebuild/main.mjs')], {stdio: 'inherit'});
  return [...(await packAll()), pack()];
}
