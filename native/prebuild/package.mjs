import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {XROOTD} from './versions.mjs';

/**
 * Write the package of one platform: the addon, the libraries beside it, licences, package.json.
 * @param {{native: string, target: string, platform: string, addon: string, client: {libraries: string, uuid: string | undefined},
 *   sources: string, linking: import('./platforms.mjs').Linking}} from `target` is made anew
 * @returns {string[]} the libraries and the addon in it
 */
export function writePackage({native, target, platform, addon, client, sources, linking}) {
  rmSync(target, {recursive: true, force: true});
  mkdirSync(target, {recursive: true});
  const taken = [
    addon,
    ...(client.uuid ? [client.uuid] : []),
    ...librariesOf(client.libraries, linking.names),
  ];
  const files = taken.map((file) => {
    const copy = join(target, basename(file));
    execFileSync('strip', [...linking.strip, '-o', copy, file]);
    return copy;
  });
  copyFileSync(join(native, 'LICENSE'), join(target, 'LICENSE'));
  copyFileSync(join(sources, 'COPYING.LGPL'), join(target, 'LICENSE.xrootd'));
  const {version, repository, engines} = JSON.parse(readFileSync(join(native, 'package.json'), 'utf8'));
  const [os, cpu] = platform.split('-');
  const content = {
    name: `xrootd-native-${platform}`,
    version,
    description: `The addon of xrootd-native for ${platform}, with the client of XRootD ${XROOTD.version} in it`,
    license: 'BSD-3-Clause AND LGPL-3.0-or-later',
    repository,
    os: [os],
    cpu: [cpu],
    ...(os === 'linux' && {libc: ['glibc']}),
    engines,
  };
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
  writeFileSync(join(target, 'README.md'), readme(platform));
  return files;
}

/** Libraries by the names that others look for: `libXrdCl.so.6`, and plugins as they are. */
function librariesOf(directory, form) {
  const names = readdirSync(directory).filter((name) => form.test(name));
  return names.map((name) => join(directory, name));
}

/** What the package has of the system that it was built on. */
const ofSystem = (platform) =>
  platform.startsWith('linux-') ? 'The libuuid.so.1 is that of util-linux\n(BSD-3-Clause).' : '';

const readme = (platform) => `# xrootd-native-${platform}

The addon of xrootd-native for ${platform}. npm installs it with xrootd-native where it fits; nothing has to be compiled.

In it is the client library of XRootD ${XROOTD.version}, licensed under the LGPL (LICENSE.xrootd) and linked dynamically: put
another build of it in its place if you like. It uses the OpenSSL and the zlib that are part of Node. ${ofSystem(platform)}
`;
