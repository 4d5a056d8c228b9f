/** One entry of `Output`: files as they are, or packed into an archive. */
export interface OutputEntry {
  /** The archive's name; undefined for plain files. */
  readonly archive: string | undefined;
  /** Names or patterns, relative to the work directory. */
  readonly patterns: readonly string[];
  /** Storage elements and kinds, as `access write` takes them; undefined means the default. */
  readonly spec: string | undefined;
}

/** Options that say how a file is to be packed: what is not named with an archive is never packed here. */
const NO_STORAGE = ['no_archive'];

/** Reads `archive.zip:stdout,*.root@disk=2,ALICE::A::B`, `stdout@disk=1` or `result.txt`. */
export function parseOutput(text: string): OutputEntry {
  const at = text.lastIndexOf('@');
  const files = at < 0 ? text : text.slice(0, at);
  const options = at < 0 ? [] : words(text.slice(at + 1));
  const colon = files.indexOf(':');
  const storage = options.filter((option) => !NO_STORAGE.includes(option.toLowerCase()));
  return {
    archive: colon < 0 ? undefined : files.slice(0, colon).trim(),
    patterns: words(files.slice(colon + 1)),
    spec: storage.length > 0 ? storage.join(',') : undefined,
  };
}

function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
