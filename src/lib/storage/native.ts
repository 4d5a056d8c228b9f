import {unavailableStorage} from './storage-error.ts';

type Native = typeof import('xrootd-native');

let loaded: Native | undefined;

/** The addon. @throws {InternalError} where this machine cannot load it */
export async function loadNative(): Promise<Native> {
  if (loaded) return loaded; // an import of what is there already would cost more than some transfers
  let native: Native;
  try {
    native = await import('xrootd-native');
  } catch (cause) {
    throw unavailableStorage([cause instanceof Error ? cause.message : String(cause)], {cause});
  }
  const failures = native.unavailability()?.map(({why}) => why);
  if (failures) throw unavailableStorage(failures, {compile: native.BUILD_COMMAND});
  return (loaded = native);
}
