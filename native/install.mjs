// Runs when the package is installed. It compiles the addon where no package has one for this machine, and where it
// can be done with what is here. It never fails: without the addon everything but transfers works.
import {spawnSync} from 'node:child_process';
import {existsSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {nodeHeaders} from './build-tools.mjs';

const here = import.meta.dirname;
const BUILT = join(here, 'build/Release/xrootd_native.node');
const PLATFORM_PACKAGE = `xrootd-native-${process.platform}-${process.arch}`;
const XROOTD = process.env.XROOTD_INCLUDE_DIR ?? '/usr/include/xrootd';

/** What compiling needs, and this machine does not have. */
function missing() {
  const tools = [process.env.CXX ?? 'c++', 'make', 'python3'];
  return [
    ...tools.filter((tool) => spawnSync(tool, ['--version'], {stdio: 'ignore'}).status !== 0),
    ...(existsSync(join(XROOTD, 'XrdCl/XrdClFile.hh')) ? [] : [`the headers of XRootD in ${XROOTD}`]),
    ...(nodeHeaders() ? [] : ['the headers of Node']),
  ];
}

function isPackaged() {
  try {
    return existsSync(createRequire(import.meta.url).resolve(`${PLATFORM_PACKAGE}/xrootd_native.node`));
  } catch {
    return false;
  }
}

function compile() {
  const lacking = missing();
  if (lacking.length > 0) return `this machine does not have ${lacking.join(', ')}`;
  console.log('xrootd-native: compiling the addon, about a minute and a half ...');
  const {status} = spawnSync(process.execPath, [join(here, 'build.mjs')], {stdio: 'inherit'});
  if (status === 0 && existsSync(BUILT)) return undefined;
  rmSync(join(here, 'build'), {recursive: true, force: true});
  return 'the compiler failed';
}

if (!isPackaged() && !existsSync(BUILT)) {
  const reason = compile();
  if (reason !== undefined)
    console.log(`xrootd-native: no addon, since ${reason}. Later: npm run build --prefix "${here}"`);
}
