import {createHash} from 'node:crypto';
import {rename, rm, writeFile} from 'node:fs/promises';
import {basename, join} from 'node:path';
import type {Replica} from '../../catalogue/access.ts';
import {localError} from '../../errors/local-error.ts';
import {authorisedUrl, isHttp, portableUrl} from '../../paths/replica-url.ts';
import {temporaryName} from '../../traces/temporary-name.ts';
import type {CopyItem} from '../model/events.ts';
import type {GridSource} from '../model/plan.ts';

/** The name space of addresses, RFC 9562. */
const ADDRESSES = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** What a metalink says of a file: its name on this machine, its size, its LFN and its checksum. */
interface Described {
  readonly item: Pick<CopyItem, 'destination' | 'size'>;
  readonly source: Pick<GridSource, 'lfn' | 'md5'>;
}

/** Keeps for each download a metalink (RFC 5854) of all its replicas, which XRootD's own programs read. */
export class Metalinks {
  readonly #directory: string;

  /** @param directory absolute, where they are kept */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * Write the metalink of a file, for this user alone: it holds the permissions to read it.
   * @returns its path
   * @throws {UserError} with the errno, where it cannot be written
   */
  async keep(fetch: Described, replicas: readonly Replica[]): Promise<string> {
    const path = join(this.#directory, `${nameOf(fetch.source.lfn)}.meta4`);
    const temporary = join(this.#directory, temporaryName(basename(path)));
    try {
      await writeFile(temporary, metalink(fetch, replicas), {mode: 0o600, flag: 'wx'});
      await rename(temporary, path);
      return path;
    } catch (error) {
      await rm(temporary, {force: true});
      throw localError(error, path);
    }
  }
}

function metalink({item, source}: Described, replicas: readonly Replica[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<metalink xmlns="urn:ietf:params:xml:ns:metalink">',
    `  <published>${new Date().toISOString()}</published>`,
    `  <file name="${escaped(basename(item.destination))}">`,
    `    <lfn>${escaped(source.lfn)}</lfn>`,
    `    <size>${item.size}</size>`,
    ...(source.md5 === undefined ? [] : [`    <hash type="md5">${source.md5}</hash>`]),
    ...replicas.map((replica) => `    <url><![CDATA[${addressOf(replica)}]]></url>`),
    '  </file>',
    '</metalink>',
    '',
  ].join('\n');
}

function addressOf(replica: Replica): string {
  const address = isHttp(replica.url) ? portableUrl(replica) : authorisedUrl(replica);
  return address.replaceAll(']]>', ']]]]><![CDATA[>');
}

/** The UUID of an LFN (version 5), under which earlier clients kept its metalink. */
function nameOf(lfn: string): string {
  const bytes = createHash('sha1').update(ADDRESSES).update(lfn).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function escaped(text: string): string {
  return text.replace(/[<>&"\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
