/**
 * Makes what users run: one CommonJS bundle of the program (oclif loads fast only as one file, and an ESM import of
 * Node's own modules is slow), one of each workspace, and the manifests.
 */
import {readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {build} from 'esbuild';
import {bundles, libraryBundles, OUTPUT_DIRECTORIES} from './bundling/bundles.mjs';
import {DOOR_FILES} from './bundling/doors.mjs';
import {writeLicences} from './bundling/licences.mjs';
import {bundleStamp} from './setup/stamps.mjs';
import {root} from './setup/root.mjs';

const sources = bundleStamp.current();
const results = await Promise.all([...bundles().map(({options}) => build(options)), ...libraryBundles()]);
for (const directory of OUTPUT_DIRECTORIES) {
  const own = results.filter(({outputFiles: [{path}]}) => path.startsWith(`${join(root, directory)}/`));
  await writeLicences(directory, own);
}
await import('./bundling/finish.mjs');
await removeAllBut([...results.flatMap(({outputFiles}) => outputFiles.map(({path}) => path)), ...DOOR_FILES]);
bundleStamp.write(sources);

/** Remove what only earlier builds made: it would be packed, and could hide that something is missing. */
async function removeAllBut(made) {
  for (const directory of OUTPUT_DIRECTORIES) {
    const paths = (await readdir(join(root, directory), {recursive: true})).map((file) =>
      join(root, directory, file),
    );
    const stale = paths.filter((path) => /\.[cm]js$/.test(path) && !made.includes(path));
    await Promise.all(stale.map((path) => rm(path)));
  }
}
