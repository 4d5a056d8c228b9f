import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {filesBelow} from './files.mjs';
import {missingPackages} from './packages.mjs';
import {quietly} from './quietly.mjs';
import {root} from './root.mjs';
import {stampOf} from './stamp.mjs';
import {bundleStamp} from './stamps.mjs';

/**
 * What Debian has to give: a compiler for the addon, the XRootD client library, the XRootD server of the sandbox
 * with the plugin that checks envelopes.
 */
const DEBIAN_PACKAGES = [
  'g++',
  'make',
  'python3',
  'libxrootd-client-dev',
  'xrootd-server',
  'xrootd-server-plugins',
  'xrootd-client',
  // the shells that completion is tested in
  'zsh',
  'fish',
];

/** The steps of the set-up in their order: what each needs, how to see that it is done, how to do it. */
export const steps = [
  {
    title: 'Debian packages',
    missing: () => DEBIAN_PACKAGES.filter((name) => !isInstalled(name)),
    describe: (names) => `install with apt-get: ${names.join(', ')}`,
    asks: true,
    async run(names) {
      if (process.getuid?.() !== 0) {
        throw new Error(
          `These Debian packages are missing: ${names.join(', ')}\n` +
            `Install them with: sudo apt-get install ${names.join(' ')}`,
        );
      }
      await quietly('apt-get', ['update']);
      await quietly('apt-get', ['install', '-y', '--no-install-recommends', ...names], {
        env: {DEBIAN_FRONTEND: 'noninteractive'},
      });
    },
  },
  {
    title: 'npm packages',
    missing: missingPackages,
    describe: () => 'install with npm ci, into node_modules (Node 24 is among them)',
    asks: true,
    run: () => quietly('npm', ['ci', '--ignore-scripts', '--loglevel=error']),
  },
  stamped({
    title: 'XRootD addon',
    stamp: stampOf('native/build/.alien-setup', () => [
      'native/binding.gyp',
      ...filesBelow(root, 'native/src').filter((file) => !file.endsWith('.ts')),
    ]),
    describe: () => 'compile native/, a minute or two',
    run: compileAddon,
  }),
  stamped({
    title: 'launcher',
    stamp: stampOf('launcher/build/.alien-setup', () =>
      filesBelow(root, 'launcher').filter((file) => /^launcher\/[^/]+$/.test(file)),
    ),
    describe: () => 'compile launcher/',
    run: () => quietly(join(root, 'node_modules/.bin/node'), ['launcher/build.mjs']),
  }),
  stamped({
    title: 'bundle',
    stamp: bundleStamp,
    describe: () => 'build dist/',
    run: () => quietly(join(root, 'node_modules/.bin/node'), ['scripts/build.mjs']),
  }),
];

/** It takes a minute and a half: how many files are compiled is told. */
async function compileAddon(_, tell) {
  const all = filesBelow(root, 'native/src').filter((file) => file.endsWith('.cc')).length;
  let begun = 0;
  await quietly('npm', ['run', 'build', '-w', 'native'], {
    onLine(line) {
      if (line.includes('CXX(')) tell(`compiling ${++begun} of ${all} files`);
    },
  });
}

/** A step that is done as long as its stamp is fresh. */
function stamped({stamp, run, ...step}) {
  return {
    ...step,
    missing: () => (stamp.isFresh() ? [] : [stamp.file]),
    async run(missing, tell) {
      const hash = stamp.current();
      await run(missing, tell);
      stamp.write(hash);
    },
  };
}

function isInstalled(name) {
  const {status, stdout} = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], {encoding: 'utf8'});
  return status === 0 && stdout.includes('ok installed');
}
