import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';
import {apartBuilds, librariesApart} from '../apart.mjs';
import {oclifReplacements} from '../oclif-at-bundling.mjs';
import {PLUGINS} from '../setup/plugins.mjs';
import {root} from '../setup/root.mjs';
import {inPlace} from './in-place.mjs';
import {lazyImports} from './lazy-imports.mjs';
import {modulesApart, OURS} from './modules.mjs';
import {websocketFor} from './websocket.mjs';

/** Entries of plugins; those that do not exist are left out. */
const PLUGIN_ENTRIES = ['index', 'daemon', 'hook', 'testing'];

const MAIN = join(root, 'src/main.ts');

/** The completion has a bundle of its own. */
const COMPLETE = join(root, 'src/complete.ts');

/** Where outputs go. */
export const OUTPUT_DIRECTORIES = ['dist', 'native/dist', ...PLUGINS.map((path) => `${path}/dist`)];

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
  legalComments: 'none', // licences.mjs gathers the licences
  metafile: true,
  logLevel: 'warning',
  outExtension: {'.js': '.cjs'},
  define: {'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename'},
  // ours, loaded when needed; optional accelerators of ws; a compiler that oclif looks for in development only
  external: ['@alien-grid/cli', 'xrootd-native', 'bufferutil', 'utf-8-validate', 'typescript'],
};

/** The bundles of our own code: the directory of their sources, and what esbuild has to know. */
export function bundles() {
  return [
    {
      sources: 'src',
      options: placed({
        ...common,
        entryPoints: {alien: 'src/main.ts', complete: 'src/complete.ts'},
        outdir: 'dist',
        plugins: [oclifReplacements(), modulesApart(MAIN, [COMPLETE]), websocketFor(OURS), librariesApart()],
      }),
    },
    {
      sources: 'native/src',
      options: placed({...common, entryPoints: {index: 'native/src/index.ts'}, outdir: 'native/dist'}),
    },
    ...PLUGINS.map((path) => ({
      sources: `${path}/src`,
      options: placed({...common, entryPoints: entriesOf(path), outdir: `${path}/dist`}),
    })),
  ];
}

function entriesOf(plugin) {
  const entries = PLUGIN_ENTRIES.map((name) => [name, `${plugin}/src/${name}.ts`]);
  return Object.fromEntries(entries.filter(([, path]) => existsSync(join(root, path))));
}

/** Build the bundles of libraries: they change with the packages only. */
export function libraryBundles() {
  return apartBuilds((options) => build(placed(options)), common, 'dist');
}

/** With outputs that replace the earlier ones in one step. */
function placed(options) {
  return {...options, write: false, plugins: [...(options.plugins ?? []), lazyImports(), inPlace()]};
}
