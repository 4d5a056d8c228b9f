/**
 * How libraries of a kind of system are linked, so that they find one another in their own directory.
 * @typedef {object} Linking
 * @property {string} origin the directory of a library, as its loader writes it
 * @property {readonly string[]} each flags of all libraries
 * @property {readonly string[]} resident flags of those that stay loaded: threads of XrdCl outlive the last call
 * @property {boolean} hasVersions symbols have versions, and older systems lack some of them
 * @property {readonly string[]} strip words that leave only what others refer to
 * @property {RegExp} names of the libraries that are looked for by others
 */

/** @type {Linking} */
const ELF = {
  origin: '$ORIGIN',
  // RPATH, not RUNPATH: the libraries of another XRootD in LD_LIBRARY_PATH must not come first.
  each: ['-Wl,--disable-new-dtags'],
  resident: ['-Wl,-z,nodelete'],
  hasVersions: true,
  strip: ['--strip-unneeded'],
  names: /^libXrd\w+(-\d+\.so|\.so\.\d+)$/,
};

/** @type {Linking} */
const MACH_O = {
  origin: '@loader_path',
  each: ['-Wl,-undefined,dynamic_lookup'], // OpenSSL and zlib are those of the running Node
  resident: [], // nothing is ever unloaded that has threads of its own
  hasVersions: false,
  strip: ['-x'],
  names: /^libXrd\w+(-\d+\.so|\.\d+\.dylib)$/,
};

/**
 * What differs between kinds of machines: how they link, and where Node keeps the headers of its OpenSSL for them.
 * @type {Readonly<Record<string, Linking & {openssl: string}>>}
 */
export const PLATFORMS = {
  'linux-x64': {...ELF, openssl: 'linux-x86_64'},
  'linux-arm64': {...ELF, openssl: 'linux-aarch64'},
  'darwin-arm64': {...MACH_O, openssl: 'darwin64-arm64-cc'},
};

/** @throws {Error} that names the kinds there are */
export function platformOf(name) {
  const found = PLATFORMS[name];
  if (found) return found;
  throw new Error(`There is no recipe for ${name}: there are ${Object.keys(PLATFORMS).join(', ')}.`);
}
