import {createRequire} from 'node:module';
import {
  type AddonFile,
  addonFiles,
  BUILD_COMMAND,
  LOCAL_BUILD,
  LOCAL_REMEDY,
  PLATFORM_PACKAGE,
} from './addon-files.ts';
import type {Failure} from './error.ts';

export type Kind =
  | 'download'
  | 'downloadTogether'
  | 'upload'
  | 'uploadTogether'
  | 'relay'
  | 'thirdParty'
  | 'stat'
  | 'remove'
  | 'checksum'
  | 'ping'
  | 'config'
  | 'stats';

/** What the addon reads from the options of an operation. */
export interface NativeOptions {
  url: string;
  path?: string;
  source?: string;
  argument?: string;
  chunkSize?: number;
  chunks?: number;
  offset?: number;
  length?: number;
  mode?: number;
  /** Seconds, whole. */
  timeout?: number;
  md5?: boolean;
  adler32?: boolean;
  overwrite?: boolean;
  keepPartial?: boolean;
  resume?: boolean;
  fsync?: boolean;
  posc?: boolean;
  makePath?: boolean;
  /**
   * Of a batch, six values for each file: url, path, bytes, md5 (empty: not known), the name it gets, and the ms since 1970
   * when it was changed (NaN: as it is). For uploads only the first two count.
   */
  files?: readonly (string | number)[];
  /** Of a batch: so many of its files at the same time. */
  width?: number;
}

export interface NativeStart {
  /** different from those of all others of this thread of JavaScript */
  id: number;
  kind: Kind;
  options: NativeOptions;
}

export interface NativeResult {
  failure?: Failure;
  seconds: number;
  bytes: number;
  /** Of the whole remote file, for downloads. */
  size: number;
  /** Of the bytes, those that had been there before. */
  resumed?: number;
  md5?: string;
  adler32?: string;
  text: string;
  stat?: {size: number; modified: number; flags: number; id: string};
  /** Of a member of a batch: which of its files it is. */
  index: number;
  /** Of a member of a batch that was to get its name; as of `landFiles`. */
  landed?: number;
  /** Of a batch: those that have ended since it was last told of some. */
  members?: NativeResult[];
  /** Of a batch: how many still move. While there are some, other results follow. */
  moving?: number;
}

export interface Addon {
  /** see REVISION */
  readonly revision: number;
  initialise(done: (id: number, result: NativeResult) => void): void;
  /** Each operation is known by its id from then on; its result comes by `done`. */
  start(operations: readonly NativeStart[]): void;
  cancel(id: number): void;
  limitRate(bytesPerSecond: number): void;
  forget(id: number): void;
  snapshot(id: number, values: Float64Array): boolean;
  /**
   * @param files for each three values: its path, the one it gets, and the ms since 1970 when it was changed (NaN:
   *   as it is)
   * @returns for each 0, or an errno and in the bits above the lowest 16 the number of the step
   */
  landFiles(files: readonly (string | number)[]): Promise<number[]>;
  /** @returns for each path two values: the md5, or an empty text where it has to be read in another way; and the size */
  hashFiles(paths: readonly string[]): Promise<(string | number)[]>;
}

/** Why there is no addon. */
export interface Unavailability {
  /** a sentence */
  readonly why: string;
  /** what to install or build, where nothing else is known of how this package came here */
  readonly remedy: string;
}

/** Changes with what the addon understands; as it is in addon.cc. */
const REVISION = 1;

let loaded: Addon | undefined;
let failures: readonly Unavailability[] | undefined;

function load(done: (id: number, result: NativeResult) => void): Addon | undefined {
  if (loaded || failures) return loaded;
  const found: Unavailability[] = [];
  for (const file of addonFiles()) {
    const failure = loadFrom(file, done);
    if (failure === undefined) return loaded;
    found.push(failure);
  }
  failures = found.length > 0 ? found : [NOT_BUILT];
  return undefined;
}

const NOT_BUILT: Unavailability = {
  why: `There is no addon for this machine: ${PLATFORM_PACKAGE} is not installed, and ${LOCAL_BUILD} has not been built.`,
  remedy:
    'That needs a C++ compiler, make, python3 and the XRootD client headers ' +
    `(Debian: libxrootd-client-dev, Red Hat: xrootd-client-devel); then: ${BUILD_COMMAND}`,
};

/** @returns why it cannot be loaded */
function loadFrom(
  file: AddonFile,
  done: (id: number, result: NativeResult) => void,
): Unavailability | undefined {
  try {
    const addon = createRequire(file.path)(file.path) as Addon;
    if (addon.revision !== REVISION) throw new Error('it was built from another version');
    addon.initialise(done);
    loaded = addon;
    return undefined;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const why = `${file.path} cannot be loaded: ${text}.`;
    if (IS_TOO_NEW.test(text)) return {why: `${why} ${TOO_OLD_A_SYSTEM}`, remedy: LOCAL_REMEDY};
    return {why, remedy: LACKS_XROOTD.test(text) ? INSTALL_XROOTD : file.remedy};
  }
}

const LACKS_XROOTD = /libXrd\w+\.so[.\d]*: cannot open/;
const INSTALL_XROOTD =
  'Install the XRootD client libraries (Debian: libxrdcl3, Red Hat: xrootd-client-libs).';

/** What the loader of the system says where an addon wants a newer C or C++ library. */
const IS_TOO_NEW = /version `GLIBC(XX)?_[\d.]+' not found/;
const TOO_OLD_A_SYSTEM =
  'This system is too old for it: it is made for EL9, Debian 12, Ubuntu 22.04 and newer.';

/** The addon; throws an Error that says what to install or build if it is not available. */
export function requireAddon(done: (id: number, result: NativeResult) => void): Addon {
  const addon = load(done);
  if (addon) return addon;
  throw new Error(`xrootd-native: ${unavailabilityText(failures ?? [])}`);
}

/** All reasons and remedies in one text. */
export function unavailabilityText(reasons: readonly Unavailability[]): string {
  return reasons.map(({why, remedy}) => `${why} ${remedy}`).join(' ');
}

/** @returns why each addon that is here cannot be loaded, or that there is none; undefined: one was loaded */
export function whyUnavailable(
  done: (id: number, result: NativeResult) => void,
): readonly Unavailability[] | undefined {
  return load(done) ? undefined : failures;
}
