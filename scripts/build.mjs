/**
 * Makes what users run: one CommonJS bundle of the program (oclif loads fast only as one file, and an ESM import of
 * Node's own modules is slow), one of each workspace, and the manifests.
 */
import {existsSync} from 'node:fs';
import {rm, writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {oclifReplacements} from './oclif-at-bundling.mjs';
import {apartBuilds, librariesApart} from './apart.mjs';
import {lazyCommands} from './lazy-commands.mjs';
import {writeManifest} from './manifest.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minifyWhitespace: true,
  minifySyntax: true,
  // Names stay: giving shortened ones back, as keepNames does, is a call for every function each time it is made.
  minifyIdentifiers: false,
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
  outExtension: {'.js': '.cjs'},
  define: {'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename'},
  // ours, loaded when needed; optional accelerators of ws; a compiler that oclif looks for in development only
  external: ['@alien-grid/cli', 'xrootd-native', 'bufferutil', 'utf-8-validate', 'typescript'],
};

await Promise.all(
  ['dist', 'native/dist', 'plugins/sandbox/dist'].map((dir) =>
    rm(join(root, dir), {recursive: true, force: true}),
  ),
);
await Promise.all([
  build({
    ...common,
    entryPoints: {alien: 'src/main.ts'},
    outdir: 'dist',
    plugins: [oclifReplacements(), lazyCommands(join(root, 'src/commands')), librariesApart()],
  }),
  ...apartBuilds(build, common, 'dist'),
  build({...common, entryPoints: {index: 'native/src/index.ts'}, outdir: 'native/dist'}),
  build({
    ...common,
    entryPoints: Object.fromEntries(
      ['index', 'daemon', 'testing']
        .filter((name) => existsSync(join(root, `plugins/sandbox/src/${name}.ts`)))
        .map((name) => [name, `plugins/sandbox/src/${name}.ts`]),
    ),
    outdir: 'plugins/sandbox/dist',
  }),
]);
// The exports of the package are doors into the one bundle, so that an error class is the same class everywhere.
for (const [name, door] of [
  ['api', 'doors.api'],
  ['command', 'doors.command'],
  ['help', 'doors.help'],
  ['hooks', 'hooks'],
]) {
  await writeFile(join(root, `dist/${name}.cjs`), `module.exports = require('./alien.cjs').${door};\n`);
}
// A module that re-exports CommonJS has no named exports of its own: give `import {connect} from ...` its names.
const require = createRequire(import.meta.url);
for (const name of ['api', 'command']) {
  const names = Object.keys(require(join(root, `dist/${name}.cjs`))).join(', ');
  await writeFile(
    join(root, `dist/${name}.mjs`),
    `import exported from './${name}.cjs';\nexport const {${names}} = exported;\n`,
  );
}
await writeManifest(root);
await writeManifest(join(root, 'plugins/sandbox'));
