// Builds the package with the addon for this kind of machine, XrdCl in it: `xrootd-native-linux-x64`. It needs a C++
// compiler, make, CMake, pip and binutils; what it makes needs none of them. Usage: node native/prebuild/main.mjs [DIRECTORY]
import {execFileSync} from 'node:child_process';
import {dirname, join, resolve} from 'node:path';
import {nodeHeaders} from '../build-tools.mjs';
import {buildAddon} from './addon.mjs';
import {buildClient} from './client.mjs';
import {noteSources} from './made-from.mjs';
import {opensslOfNode} from './openssl.mjs';
import {platformOf} from './platforms.mjs';
import {writePackage} from './package.mjs';
import {xrootdSources} from './source.mjs';
import {checkRunPaths} from './run-paths.mjs';
import {checkSymbols} from './symbols.mjs';
import {XROOTD} from './versions.mjs';

const native = dirname(import.meta.dirname);
const platform = `${process.platform}-${process.arch}`;
const target = resolve(process.argv[2] ?? join(native, 'prebuilt', platform));
const cache = join(native, '..', '.cache', 'prebuild');
const linking = platformOf(platform);
const node = nodeHeaders();
if (node === undefined) throw new Error('The headers of Node are missing.');

const say = (text) => process.stderr.write(`${text}\n`);
say(`1/4  the sources of XRootD ${XROOTD.version}`);
const sources = xrootdSources(cache);
say('2/4  its client library (minutes, the first time)');
const openssl = opensslOfNode(node, linking.openssl, join(cache, 'openssl'));
const older = linking.hasVersions ? compileOlderSystems() : undefined;
const client = buildClient({
  sources,
  openssl,
  linking,
  older,
  directory: join(cache, `client-${XROOTD.version}-${platform}`),
});
say('3/4  the addon');
const addon = buildAddon({native, client, origin: linking.origin, directory: join(cache, 'addon')});
say('4/4  the package');
const files = writePackage({native, target, platform, addon, client, sources, linking});
if (linking.hasVersions) {
  checkSymbols(files);
  checkRunPaths(files);
}
noteSources(target);
say(`${target} is ready.`);

/** The object file with what EL9 lacks, for the libraries; the addon compiles it itself. */
function compileOlderSystems() {
  const object = join(cache, 'older_systems.o');
  const source = join(native, 'src', 'older_systems.cc');
  execFileSync('c++', ['-std=c++17', '-O2', '-fPIC', '-c', source, '-o', object], {stdio: 'inherit'});
  return object;
}
