import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {packAll} from '../packages.mjs';
import {root as project} from '../setup/root.mjs';
import {copyBareRoot, runInBareRoot, whyNotIsolated} from './bare-root.mjs';
import {checkSize, figuresOf, secondsOf} from './figures.mjs';
import {oldNames, withSandbox} from './grid.mjs';
import {packedPlatform} from './npm-packages.mjs';
import {runAlone} from './run-alone.mjs';
import {stage} from './stage.mjs';
import {layTree} from './tree.mjs';

const PLUGIN = join(project, 'examples/plugin');
const SMOKE = join(project, 'scripts/release/smoke.sh');

/**
 * The dry run of a release in a short form: the packages as they are published, laid out as the tarball has them, and used
 * where nothing else is. No network, nothing compressed; where XrdCl was not built for the package of the platform, no
 * copy; where this machine allows no namespaces, with its own system around. What is left out is said.
 * @param {(text: string) => void} say
 */
export async function tryShort(say) {
  const platform = packedPlatform();
  if (platform === undefined)
    say(
      'Without a copy: there is no package of the platform, or its sources have changed (npm run platform-package -w xrootd-native).',
    );
  const app = await stage([...(await packAll()), ...(platform === undefined ? [] : [platform])]);
  checkSize(app);
  const tree = layTree(app, oldNames(), {isForUse: true});
  const root = copyBareRoot();
  const reason = whyNotIsolated(root);
  if (reason !== undefined) say(`With the system of this machine around it: no namespaces here (${reason}).`);
  await withSandbox(
    ({env, directory}) => {
      const variables = {...env, ...(platform === undefined && {WITHOUT_COPY: 'yes'})};
      const places = [
        [tree, '/opt/alien'],
        [directory, directory],
        [PLUGIN, '/plugin'],
      ];
      const run = (line) =>
        reason === undefined
          ? runInBareRoot(root, line('/opt/alien', '/smoke', '/plugin'), variables, [
              ...places,
              [join(project, 'scripts/release'), '/smoke'],
            ])
          : runAlone(line(tree, join(SMOKE, '..'), PLUGIN), variables);
      const seconds = secondsOf(() => run((at) => `${at}/bin/alien version`));
      const result = run((at, smoke, plugin) => `sh ${smoke}/smoke.sh ${at}/bin/alien ${plugin}`).trim();
      console.table({'tarball, laid out': figuresOf(tree, seconds, result)});
    },
    platform === undefined ? ['--no-storage', '--jobs', '0'] : ['--jobs', '0'],
  );
  for (const directory of [root, tree]) rmSync(directory, {recursive: true});
}
