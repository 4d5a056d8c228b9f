import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';
import type {Guid} from '../catalogue/names/names.ts';
import {ElementDisk} from './disk.ts';
import * as tool from './xrootd-tool.ts';
import type {ToolCall} from './xrootd-tool.ts';

/** Where the bytes of a content are, or should be. */
export interface Place {
  readonly guid: Guid;
  readonly se: number;
  readonly path: string;
}

/** How the sandbox itself looks at replicas and copies them. All calls reject with what is wrong. */
export interface Reach {
  /** What the storage says of a replica. */
  stat(place: Place, call?: ToolCall): Promise<string>;
  /** Reads all of a replica; the number of bytes. */
  read(place: Place, call?: ToolCall): Promise<number>;
  /** Copies a replica from one element to another. What arrives has the MD5 checksum, if there is one. */
  copy(source: Place, target: Place, md5: string, call?: ToolCall): Promise<void>;
}

/** Through the storage servers, each of which checks the envelope. */
export class ServerReach implements Reach {
  readonly #addressOf: (place: Place, access: 'read' | 'write') => string;

  /** `addressOf` gives the url of a place with its envelope. */
  constructor(addressOf: (place: Place, access: 'read' | 'write') => string) {
    this.#addressOf = addressOf;
  }

  stat(place: Place, call?: ToolCall): Promise<string> {
    return tool.statFile(this.#addressOf(place, 'read'), call);
  }

  async read(place: Place, call?: ToolCall): Promise<number> {
    const sizes = /Size: +(\d+)/.exec(await this.stat(place, call));
    await tool.copyFile(this.#addressOf(place, 'read'), '/dev/null', call);
    return Number(sizes?.[1] ?? 0);
  }

  async copy(source: Place, target: Place, md5: string, call?: ToolCall): Promise<void> {
    await tool.copyBetweenServers(this.#addressOf(source, 'read'), this.#addressOf(target, 'write'), call);
    if (md5 === '') return;
    const arrived = await tool.checksumOf(this.#addressOf(target, 'read'), call);
    if (arrived === md5) return;
    await tool.removeFile(this.#addressOf(target, 'write'), call);
    throw new Error(`other bytes arrived: their MD5 checksum is ${arrived}`);
  }
}

/** On the local disk, for a sandbox whose storage servers do not run. */
export class DiskReach implements Reach {
  readonly #disk: ElementDisk;

  constructor(storageFolder: string) {
    this.#disk = new ElementDisk(storageFolder);
  }

  async stat({path}: Place): Promise<string> {
    const {size, mtime} = await stat(this.#disk.fileOf(path));
    return `Path:   ${path}\nSize:   ${size}\nMTime:  ${mtime.toISOString()}\n`;
  }

  async read({path}: Place, {signal}: ToolCall = {}): Promise<number> {
    let bytes = 0;
    const count = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of chunks) bytes += chunk.length;
    };
    await pipeline(createReadStream(this.#disk.fileOf(path)), count, signal ? {signal} : {});
    return bytes;
  }

  async copy(source: Place, target: Place, md5: string): Promise<void> {
    const written = await this.#disk.write(this.#disk.fileOf(source.path), [target.path]);
    if (md5 === '' || written.md5 === md5) return;
    await this.#disk.remove([target.path]);
    throw new Error(`other bytes arrived: their MD5 checksum is ${written.md5}`);
  }
}
