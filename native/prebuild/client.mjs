import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** What the addon loads, and the ways to prove who one is that storage elements ask for. */
const TARGETS = [
  'XrdCl',
  'XrdSec-6',
  'XrdSecProt-6',
  'XrdSecunix-6',
  'XrdSecsss-6',
  'XrdSecztn-6',
  'XrdSecgsi-6',
];
TARGETS.push('XrdCryptossl-6');

const OFF = ['KRB5', 'FUSE', 'PYTHON', 'TESTS', 'VOMS', 'HTTP', 'XRDEC', 'READLINE'];

/**
 * Build the client library of XRootD.
 * @param {{sources: string, openssl: {include: string, library: string}, linking: import('./platforms.mjs').Linking,
 *   older: string | undefined, directory: string}} from `older` is the object file with what older systems lack;
 *   `directory` keeps what is built
 * @returns {{include: string, libraries: string, uuid: string | undefined}} directories to compile with and of the
 *   libraries, and the one library of the system that XrdCl takes and a bare system lacks
 */
export function buildClient({sources, openssl, linking, older, directory}) {
  mkdirSync(directory, {recursive: true});
  const own = older === undefined ? [] : [older];
  const options = [
    '-DCMAKE_BUILD_TYPE=Release',
    '-DXRDCL_LIB_ONLY=ON',
    ...OFF.map((name) => `-DENABLE_${name}=OFF`),
    '-DCMAKE_DISABLE_FIND_PACKAGE_LibXml2=ON',
    `-DOPENSSL_INCLUDE_DIR=${openssl.include}`,
    `-DOPENSSL_SSL_LIBRARY=${openssl.library}`,
    `-DOPENSSL_CRYPTO_LIBRARY=${openssl.library}`,
    `-DZLIB_LIBRARY=${openssl.library}`, // Node has zlib in it too
    `-DCMAKE_SHARED_LINKER_FLAGS=${[...own, ...linking.resident, ...linking.each].join(' ')}`,
    `-DCMAKE_MODULE_LINKER_FLAGS=${[...own, ...linking.each].join(' ')}`,
    '-DCMAKE_BUILD_WITH_INSTALL_RPATH=ON',
    `-DCMAKE_INSTALL_RPATH=${linking.origin}`,
  ];
  const stamp = join(directory, 'alien-options');
  const wanted = JSON.stringify(options);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    execFileSync('cmake', ['--fresh', sources, ...options], {
      cwd: directory,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    writeFileSync(stamp, wanted);
  }
  for (const target of TARGETS)
    execFileSync('make', ['-s', '-j2', target], {cwd: directory, stdio: 'inherit'});
  return {
    include: join(sources, 'src'),
    libraries: join(directory, 'lib'),
    uuid: linking.hasVersions ? uuidLibrary() : undefined,
  };
}

/** macOS has it in its library of C. */
function uuidLibrary() {
  return execFileSync('cc', ['-print-file-name=libuuid.so.1'], {encoding: 'utf8'}).trim();
}
