import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {copyFile, removeFile, XrootdError} from './xrootd-tool.ts';

/** One thing that was tried on a storage element. */
export interface Trial {
  readonly name: string;
  /** What came of it, in words. */
  readonly outcome: string;
  /** Whether it came as it should: what has no envelope must fail, all else succeed. */
  readonly expected: boolean;
  readonly milliseconds: number;
  readonly error?: string;
  readonly command?: string;
}

/** The address of one file, without and with an envelope to write it. */
export interface Addresses {
  readonly open: string;
  readonly signed: string;
}

const CALL = {timeout: 30_000};

/** Writes, reads and deletes a file on a storage server, without an envelope and with one. */
export async function testElement({open, signed}: Addresses): Promise<Trial[]> {
  const folder = await mkdtemp(join(tmpdir(), 'alien-test-se-'));
  const [sent, received] = [join(folder, 'sent'), join(folder, 'received')];
  const content = `written by testSE at ${new Date().toISOString()}\n`;
  const fetchFrom = async (address: string): Promise<void> => {
    await copyFile(address, received, CALL);
    if ((await readFile(received, 'utf8')) !== content) throw new Error('other bytes came back');
  };
  try {
    await writeFile(sent, content);
    const written = await trial('Open write test', false, ['could write', 'cannot write'], () =>
      copyFile(sent, open, CALL),
    );
    const stored = await trial('Authenticated write test', true, ['could write', 'cannot write'], () =>
      copyFile(sent, signed, CALL),
    );
    const read = await trial('Open read test', false, ['reading worked', 'read back failed'], () =>
      fetchFrom(open),
    );
    const fetched = await trial('Authenticated read', true, ['file read back ok', 'cannot read'], () =>
      fetchFrom(signed),
    );
    const removed = await trial('Open delete test', false, ['delete worked', 'delete failed'], () =>
      removeFile(open, CALL),
    );
    const deleted = await trial('Authenticated delete', true, ['delete worked ok', 'cannot delete'], () =>
      removeFile(signed, CALL),
    );
    return [written, read, removed, stored, fetched, deleted];
  } finally {
    await rm(folder, {recursive: true});
  }
}

/** Tries something; `words` say that it succeeded and that it failed. */
async function trial(
  name: string,
  shall: boolean,
  words: readonly [string, string],
  attempt: () => Promise<void>,
): Promise<Trial> {
  const started = performance.now();
  const milliseconds = (): number => Math.round(performance.now() - started);
  try {
    await attempt();
    return {name, outcome: words[0], expected: shall, milliseconds: milliseconds()};
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const command = error instanceof XrootdError ? {command: error.command} : {};
    return {
      name,
      outcome: words[1],
      expected: !shall,
      milliseconds: milliseconds(),
      error: message,
      ...command,
    };
  }
}
