/**
 * A hook of mocha: scenarios run what the sources say. It builds the bundles first where the sources are newer.
 * JavaScript, since it shares code with the set-up.
 */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {bundleStamp, packagesStamp} from '../../scripts/setup/stamps.mjs';
import {root} from '../../scripts/setup/root.mjs';

export function mochaGlobalSetup() {
  if (!packagesStamp.isFresh()) {
    throw new Error('The packages are not those of package-lock.json: npm run setup installs them.');
  }
  if (bundleStamp.isFresh()) return;
  process.stderr.write('The sources are newer than the bundles: building.\n');
  const {status} = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], {stdio: 'inherit'});
  if (status !== 0) throw new Error('The bundles could not be built.');
}
