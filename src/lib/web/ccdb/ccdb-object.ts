/** An object of the CCDB. */
export interface CcdbObject {
  readonly path: string;
  readonly filename: string;
  readonly type: string;
  /** without quotation marks */
  readonly etag: string;
  /** ms since 1970 */
  readonly validFrom: number;
  readonly validUntil: number;
  /** bytes; undefined where it is not told */
  readonly size: number | undefined;
  /** lower-case hex */
  readonly md5: string | undefined;
  readonly replicas: readonly string[];
  /** all that is told of it, by the names of the HTTP headers */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a query finds. */
export interface CcdbListing {
  readonly objects: readonly CcdbObject[];
  readonly subfolders: readonly CcdbFolder[];
}

export interface CcdbFolder {
  readonly name: string;
  /** what else is told of it: its size, where a report was asked for */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Each of these is told a second time, by the name of the HTTP header. */
const TWICE = new Set([
  'createTime',
  'lastModified',
  'id',
  'validFrom',
  'validUntil',
  'partName',
  'initialValidity',
  'InitialValidityLimit',
  'MD5',
  'fileName',
  'contentType',
  'size',
  'Content-Disposition',
]);

/** Read an answer of the service. @returns undefined for what is none */
export function readListing(answer: unknown): CcdbListing | undefined {
  if (!isRecord(answer)) return undefined;
  const {objects = [], subfolders = []} = answer;
  if (!Array.isArray(objects) || !Array.isArray(subfolders)) return undefined;
  return {
    objects: objects.filter(isRecord).map(readObject),
    subfolders: subfolders.map(readFolder),
  };
}

function readFolder(told: unknown): CcdbFolder {
  const {name, ...facts} = isRecord(told) ? told : {name: told};
  return {name: textOf(name), facts};
}

function readObject(told: Readonly<Record<string, unknown>>): CcdbObject {
  const etag = textOf(told['ETag'] ?? told['id']).replaceAll('"', '');
  const filename =
    /filename="?([^"]*)"?$/.exec(textOf(told['Content-Disposition']))?.[1] || textOf(told['fileName']);
  const {replicas} = told;
  const own = Object.entries(told).filter(([key]) => !TWICE.has(key));
  return {
    path: textOf(told['path']),
    filename,
    type: textOf(told['ObjectType'] ?? told['Content-Type'] ?? told['contentType']),
    etag,
    validFrom: Number(told['Valid-From'] ?? told['validFrom']),
    validUntil: Number(told['Valid-Until'] ?? told['validUntil']),
    size: numberOf(told['Content-Length'] ?? told['size']),
    md5: textOf(told['Content-MD5'] ?? told['MD5']).toLowerCase() || undefined,
    replicas: Array.isArray(replicas) ? replicas.map(textOf) : [],
    properties: {...Object.fromEntries(own), ETag: etag, filename},
  };
}

/** Properties that are told by the place and the name of a mirrored object. */
const IN_THE_NAME = new Set(['replicas', 'path', 'ETag', 'Valid-From', 'Content-Length']);
const RENAMED: Readonly<Record<string, string>> = {
  Created: 'CreateTime',
  'Valid-Until': 'ValidUntil',
  filename: 'OriginalFileName',
};

/** The file that describes a mirrored object: `key=value` a line, as a local CCDB reads it. */
export function propertiesText({properties}: CcdbObject): string {
  const lines = Object.entries(properties)
    .filter(([key]) => !IN_THE_NAME.has(key))
    .map(
      ([key, value]) => `${escaped(RENAMED[key] ?? key).replace(/[ :=]/g, '\\$&')}=${escaped(textOf(value))}`,
    );
  return `${lines.join('\n')}\n`;
}

/** As Java reads such files. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function numberOf(value: unknown): number | undefined {
  const number = Number(textOf(value) || NaN);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
