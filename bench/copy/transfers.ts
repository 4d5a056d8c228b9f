// The engine's storage layer alone: fetches ready URLs, as xrdcp does.
//   node bench/copy/transfers.ts LIST DIRECTORY
import {readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {XrootdStorage} from '../../src/lib/storage/xrootd-storage.ts';

const AT_ONCE = 8;
const [list = '', directory = ''] = process.argv.slice(2);
const urls = readFileSync(list, 'utf8').trimEnd().split('\n').values();
const storage = new XrootdStorage();

await Promise.all(
  Array.from({length: AT_ONCE}, async () => {
    for (const line of urls) {
      const [url = '', envelope = ''] = line.split('?xrd.wantprot=unix&authz=');
      await storage.download({url, envelope}, join(directory, basename(url)));
    }
  }),
);
