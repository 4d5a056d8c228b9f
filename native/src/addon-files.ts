import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

/** A built addon on the disk. */
export interface AddonFile {
  path: string;
  /** what makes it anew, for the message when it cannot be loaded */
  remedy: string;
}

/** What compiles the addon, in a checkout and where the package is installed. */
export const BUILD_COMMAND = `npm run build --prefix ${join(import.meta.dirname, '..')}`;

/** What to do where only an addon that is made here can help. */
export const LOCAL_REMEDY = `Build it here: ${BUILD_COMMAND}`;

/** The package with the addon for this kind of machine, such as `xrootd-native-linux-x64`. */
export const PLATFORM_PACKAGE = `xrootd-native-${process.platform}-${process.arch}`;

/** Where the addon of this package is when it was built on this machine. */
export const LOCAL_BUILD = join(import.meta.dirname, '..', 'build', 'Release', 'xrootd_native.node');

/**
 * The addons that are on this machine, the one to try first in front: the package of the platform, which needs
 * nothing else, then what was built here against the machine's own XRootD.
 */
export function addonFiles(): AddonFile[] {
  const packaged = fileOfPlatform();
  const files: AddonFile[] = [];
  if (packaged !== undefined) files.push({path: packaged, remedy: `Install ${PLATFORM_PACKAGE} anew.`});
  if (existsSync(LOCAL_BUILD)) files.push({path: LOCAL_BUILD, remedy: LOCAL_REMEDY});
  return files;
}

function fileOfPlatform(): string | undefined {
  try {
    return createRequire(join(import.meta.dirname, 'addon-files.js')).resolve(
      `${PLATFORM_PACKAGE}/xrootd_native.node`,
    );
  } catch {
    return undefined; // there is none for this platform, or the optional package was left out
  }
}
