import {createHash} from 'node:crypto';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {filesBelow} from './files.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

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
];

/** The steps of the set-up in their order: what each needs, how to see that it is done, how to do it. */
export const steps = [
  {
    title: 'Debian packages',
    missing: () => DEBIAN_PACKAGES.filter((name) => !isInstalled(name)),
    describe: (names) => `install with apt-get: ${names.join(', ')}`,
    asks: true,
    run(names) {
      if (process.getuid?.() !== 0) {
        throw new Error(
          `These Debian packages are missing: ${names.join(', ')}\n` +
            `Install them with: sudo apt-get install ${names.join(' ')}`,
        );
      }
      quietly('apt-get', ['update']);
      quietly('apt-get', ['install', '-y', '--no-install-recommends', ...names], {
        DEBIAN_FRONTEND: 'noninteractive',
      });
    },
  },
  stamped({
    title: 'npm packages',
    stamp: 'node_modules/.alien-setup',
    inputs: () => ['package-lock.json'],
    describe: () => 'install with npm ci, into node_modules (Node 24 is among them)',
    asks: true,
    run: () => quietly('npm', ['ci', '--ignore-scripts', '--loglevel=error']),
  }),
  stamped({
    title: 'XRootD addon',
    stamp: 'native/build/.alien-setup',
    inputs: () => [
      'native/binding.gyp',
      ...filesBelow(root, 'native/src').filter((file) => !file.endsWith('.ts')),
    ],
    describe: () => 'compile native/',
    run: () => quietly('npm', ['run', 'build', '-w', 'native']),
  }),
  stamped({
    title: 'bundle',
    stamp: 'dist/.alien-setup',
    inputs: () =>
      ['package.json', 'src', 'scripts', 'native/src', 'plugins'].flatMap((path) => filesBelow(root, path)),
    describe: () => 'build dist/',
    run: () => quietly(join(root, 'node_modules/.bin/node'), ['scripts/build.mjs']),
  }),
];

/** A step that is done as long as a hash of its inputs is the one that it left behind. */
function stamped({stamp, inputs, run, ...step}) {
  const path = join(root, stamp);
  const current = () => hashOf(inputs());
  return {
    ...step,
    missing: () => (existsSync(path) && readFileSync(path, 'utf8') === current() ? [] : [stamp]),
    run() {
      const hash = current();
      run();
      mkdirSync(dirname(path), {recursive: true});
      writeFileSync(path, hash);
    },
  };
}

function hashOf(files) {
  const hash = createHash('sha256').update(process.arch);
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function isInstalled(name) {
  const {status, stdout} = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], {encoding: 'utf8'});
  return status === 0 && stdout.includes('ok installed');
}

/** Run a program; show what it says only if it fails. */
function quietly(program, words, env = {}) {
  const {status, error, stdout, stderr} = spawnSync(program, words, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 << 20,
    env: {...process.env, ...env},
  });
  if (error) throw new Error(`${program} cannot be run: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} failed:\n${tail(stdout)}${tail(stderr)}`);
}

function tail(text) {
  return text.split('\n').slice(-40).join('\n');
}
