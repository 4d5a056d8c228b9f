import {readdir, readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {type MarkedProcess, readUniqueMark, uniqueMark} from '../../../../src/lib/traces/process-mark.ts';
import {GONE_PID} from '../../../support/gone-pid.ts';

/**
 * Make the journals of a directory those of another process: of one that is gone, unless another is named.
 * @returns the new paths of those that were not its own already
 */
export async function giveAway(directory: string, owner: Partial<MarkedProcess> = {}): Promise<string[]> {
  const given: string[] = [];
  for (const name of await readdir(directory).catch(() => [])) {
    const maker = readUniqueMark(name);
    const next = maker && {...maker, pid: GONE_PID, ...owner};
    if (next === undefined || isDeepStrictEqual(maker, next)) continue;
    const path = join(directory, uniqueMark(next));
    await rename(join(directory, name), path);
    given.push(path);
  }
  return given;
}

/** Make what journals say so much older, in ms. */
export async function age(directory: string, milliseconds: number): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const text = await readFile(path, 'utf8');
    const older = text.replace(
      /"(booked|asked|tried)":(\d+)/g,
      (_, key: string, time: string) => `"${key}":${Number(time) - milliseconds}`,
    );
    await writeFile(path, older);
  }
}
