import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Plugin} from '@oclif/core';

/** Write the oclif.manifest.json of a built package: with it, oclif need not load commands to know them. */
export async function writeManifest(root) {
  const plugin = new Plugin({
    root,
    type: 'core',
    isRoot: true,
    ignoreManifest: true,
    errorOnManifestCreate: true,
  });
  await plugin.load();
  await writeFile(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest, null, 2)}\n`);
}
