// One finished transfer and some failing calls, and nothing that would keep the process alive.
// argv: directory, url of a file, url of a missing file, url of a closed port
import {join} from 'node:path';
import {download, stat} from '../../src/index.ts';

const [directory = '', good = '', missing = '', closed = ''] = process.argv.slice(2);

await download(good, join(directory, 'calls'));
for (const url of [missing, closed]) {
  await stat(url).then(
    () => process.exit(3),
    () => {},
  );
}
console.log('done');
