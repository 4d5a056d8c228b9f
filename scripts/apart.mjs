/**
 * Libraries that few commands need. Each becomes a file of its own beside the bundle: a start reads and checks
 * every byte of the bundle, used or not.
 */
const APART = {
  // only the charts that are drawn here, as SVG
  echarts: `import {use} from 'echarts/core';
    import {BarChart, LineChart} from 'echarts/charts';
    import {GridComponent, MarkLineComponent} from 'echarts/components';
    import {SVGRenderer} from 'echarts/renderers';
    use([BarChart, LineChart, GridComponent, MarkLineComponent, SVGRenderer]);
    export {init} from 'echarts/core';`,
  'node-forge': "module.exports = require('node-forge');",
  ws: "module.exports = require('ws');",
  listr2: "export * from 'listr2';",
  saxes: "module.exports = require('saxes');",
  '@oclif/plugin-plugins': "export {commands} from '@oclif/plugin-plugins';",
};

/** What these libraries take from the program, in place of what they would bring: by the file that asks. */
const OURS = [
  {from: /./, name: /^@oclif\/core$/, door: 'oclif'},
  {from: /plugin-plugins\/lib\/plugins\.js$/, name: /^\.\/npm\.js$/, door: 'installer'},
];

/** An esbuild plugin that leaves these libraries out and has them loaded from `vendor/`. */
export function librariesApart() {
  return {
    name: 'libraries-apart',
    setup(build) {
      const filter = new RegExp(`^(${Object.keys(APART).join('|')})$`);
      const namespace = 'apart';
      // A module in between, so that `import()` of the library becomes a lazy `require` like all others.
      build.onResolve({filter}, ({path}) => ({path, namespace}));
      build.onLoad({filter: /.*/, namespace}, ({path}) => ({
        contents: `module.exports = require('./vendor/${path}.cjs');`,
      }));
      build.onResolve({filter: /.*/, namespace}, ({path}) => ({path, external: true}));
    },
  };
}

/** An esbuild plugin that has them take what is ours from the bundle. */
function doorsInto(bundle) {
  return {
    name: 'doors',
    setup(build) {
      for (const {from, name, door} of OURS) {
        build.onResolve({filter: name}, ({importer, namespace}) =>
          namespace === 'file' && from.test(importer) ? {path: door, namespace: 'door'} : undefined,
        );
      }
      build.onLoad({filter: /.*/, namespace: 'door'}, ({path}) => ({
        contents: `module.exports = require('${bundle}').doors.${path};`,
      }));
      build.onResolve({filter: /.*/, namespace: 'door'}, ({path}) => ({path, external: true}));
    },
  };
}

/** The builds of these files, for a function that makes one build. */
export function apartBuilds(build, common, outdir) {
  return Object.entries(APART).map(([name, contents]) =>
    build({
      ...common,
      stdin: {contents, resolveDir: common.absWorkingDir},
      plugins: [doorsInto(`${'../'.repeat(name.split('/').length)}alien.cjs`)],
      define: {...common.define, 'import.meta.url': 'ownAddress'},
      banner: {js: "const ownAddress = require('node:url').pathToFileURL(__filename).href;"},
      outfile: `${outdir}/vendor/${name}.cjs`,
      outExtension: {},
    }),
  );
}
