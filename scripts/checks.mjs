import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {checkSymbols} from '../native/prebuild/symbols.mjs';
import {checkPackages} from './packages.mjs';
import {REFERENCE_PATHS} from './reference/paths.mjs';
import {MANIFESTS} from './setup/plugins.mjs';
import {root} from './setup/root.mjs';
import {runBeside} from './setup/run-program.mjs';

/** What did not change is not looked at again: by content, since a new checkout renews all times. */
const cached = (place) => ['--cache', '--cache-strategy=content', `--cache-location=.cache/${place}`];

/** All that can be said without running the program. Two at a time, since none uses more than one core for long. */
export async function checkSources() {
  checkManifests();
  checkCompiled();
  const types = checkTypes().finally(findUnused).then(checkPackages);
  const results = await Promise.allSettled([lint([]), types]);
  const failures = results.filter(({status}) => status === 'rejected').map(({reason}) => reason.message);
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

/** The rules of eslint and the form of prettier, for some files or all. */
export async function lint(files) {
  const which = files.length === 0 ? ['.'] : files;
  await runBeside('eslint', ['--max-warnings=0', ...cached('eslint.json'), ...which]);
  await runBeside('prettier', ['--check', '--log-level=warn', ...cached('prettier.json'), ...which]);
}

/** The types, of what changed and of all that depends on it. */
export async function checkTypes() {
  await runBeside('tsc', ['--noEmit']);
}

/** Files, exports and dependencies that nothing uses. */
export async function findUnused() {
  await runBeside('knip', [
    '--cache',
    '--cache-location=.cache/knip',
    '--no-progress',
    '--treat-config-hints-as-errors',
  ]);
}

/**
 * The manifests and the pages about commands, which the build makes, are committed. Where all is committed (`CI`) a build must not change them;
 * elsewhere it is enough to say so.
 */
export function checkManifests() {
  const paths = [...MANIFESTS, ...REFERENCE_PATHS];
  const {status, stdout} = spawnSync('git', ['status', '--porcelain', '--', ...paths], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0 || stdout === '') return; // not a checkout, or fresh
  const message = `The build changed these, commit them:\n${stdout}`;
  if (process.env.CI) throw new Error(message);
  process.stderr.write(message);
}

/** What was compiled here must load on the oldest system that we serve. */
function checkCompiled() {
  const addon = join(root, 'native/build/Release/xrootd_native.node');
  const launcher = ['alien', 'descriptors.node'].map((name) => join(root, 'launcher/build', name));
  if (process.platform === 'linux') checkSymbols([addon, ...launcher].filter((file) => existsSync(file)));
}
