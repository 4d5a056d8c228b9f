import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {localError} from '../../errors/local-error.ts';
import {makeTemporaryDirectory} from '../../traces/temporary-directory.ts';
import type {DownloadItem} from '../model/plan.ts';
import type {Outcome} from '../model/outcome.ts';
import type {TransferState} from '../transfer/context.ts';
import type {FetchContext} from './context.ts';
import {fetchContent} from './fetch-content.ts';
import {streamFile} from '../../files/stream-file.ts';

/** Fetch a file, verify it, and only then write it into a device or a FIFO. */
export async function fetchToStream(
  item: DownloadItem,
  path: string,
  context: FetchContext,
  state: TransferState,
): Promise<Outcome> {
  if (item.size === 0) return {kind: 'copied', seconds: 0, verified: true};
  const directory = await makeTemporaryDirectory().catch((error: unknown) => {
    throw localError(error, tmpdir());
  });
  try {
    const temporary = join(directory, 'file');
    const fetch = {item, source: item, path: temporary, resume: false};
    const {seconds} = await fetchContent(fetch, context, state);
    state.step = 'replace';
    await streamFile(temporary, path, state.signal);
    return {kind: 'copied', seconds, verified: item.md5 !== undefined};
  } finally {
    await rm(directory, {recursive: true, force: true});
  }
}
