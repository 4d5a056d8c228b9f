import {readdir, readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {GONE_PID} from '../../../support/gone-pid.ts';

/** What a name becomes that says whose it is. */
export interface Owner {
  readonly machine?: string;
  readonly pid?: number;
  readonly start?: string;
}

/**
 * Make the journals of a directory those of another process: of one that is gone, unless another is named.
 * @returns the new paths of those that were not its own already
 */
export async function giveAway(directory: string, owner: Owner = {}): Promise<string[]> {
  const pid = owner.pid ?? GONE_PID;
  const given: string[] = [];
  for (const name of await readdir(directory).catch(() => [])) {
    const [machine = '', , start = '', random = ''] = name.split('.');
    const next = [owner.machine ?? machine, pid, owner.start ?? start, random].join('.');
    if (next === name) continue;
    await rename(join(directory, name), join(directory, next));
    given.push(join(directory, next));
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
