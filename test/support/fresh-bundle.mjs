/**
 * A hook of mocha: scenarios run what the sources say. It builds the bundles first where the sources are newer.
 * JavaScript, since it shares code with the set-up.
 */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {bundleStamp} from '../../scripts/setup/stamps.mjs';
import {missingPackages} from '../../scripts/setup/packages.mjs';
import {root} from '../../scripts/setup/root.mjs';

export function mochaGlobalSetup() {
  const missing = missingPackages();
  if (missing.length > 0) throw new Error(`npm run setup installs what is missing: ${missing.join(', ')}`);
  if (bundleStamp.isFresh()) return;
  process.stderr.write('The sources are newer than the bundles: building.\n');
  const {status} = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], {stdio: 'inherit'});
  if (status !== 0) throw new Error('The bundles could not be built.');
}
