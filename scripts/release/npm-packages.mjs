import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {packAll} from '../packages.mjs';
import {PLATFORM, RELEASE} from './layout.mjs';
import {root} from '../setup/root.mjs';

/** The addon of this platform as a package, built unless it is there. @returns its tarball */
function packPlatform() {
  const place = join(root, 'native', 'prebuilt', PLATFORM);
  if (!existsSync(join(place, 'package.json'))) {
    execFileSync(process.execPath, [join(root, 'native/prebuild/main.mjs')], {stdio: 'inherit'});
  }
  const target = join(RELEASE, 'platform');
  rmSync(target, {recursive: true, force: true});
  mkdirSync(target, {recursive: true});
  execFileSync('npm', ['pack', '--silent', '--pack-destination', target], {
    cwd: place,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return join(target, readdirSync(target)[0]);
}

/** Everything that goes to npm. @returns {Promise<string[]>} the tarballs */
export async function packForNpm() {
  return [...(await packAll()), packPlatform()];
}
