// Starts transfers and ends in the way that the first argument names.
// argv: how, directory for local files, urls to download from or, after "upload", to upload to
import {truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {download, upload} from '../../src/index.ts';
import type {Progress} from '../../src/index.ts';

const [how = '', directory = '', direction = '', ...urls] = process.argv.slice(2);

const stop = new AbortController();
const moving = new Set<number>();
let ended = false;

function onProgress(index: number, progress: Progress): void {
  if (progress.bytes > 0) moving.add(index);
  if (moving.size < urls.length || ended) return;
  ended = true;
  if (how === 'exit') process.exit(7);
  if (how === 'throw') setImmediate(() => raise());
  if (how === 'abort') stop.abort();
  if (how === 'signal') process.stdout.write('moving\n');
}

function raise(): never {
  throw new Error('thrown on purpose');
}

const source = join(directory, 'source');
if (direction === 'upload') {
  writeFileSync(source, '');
  truncateSync(source, 8 * 2 ** 30);
}
const transfers = Promise.all(
  urls.map(async (url, index) => {
    const options = {
      signal: stop.signal,
      progressInterval: 1,
      onProgress: (progress: Progress) => onProgress(index, progress),
    };
    if (direction === 'upload') await upload(source, url, options);
    else await download(url, join(directory, `target-${index}`), {...options, checksums: ['md5']});
  }),
);

await transfers.catch((error: unknown) => {
  if (how !== 'abort') throw error;
});
