// Upload a file and compare what the catalogue has with it: node upload.mjs FILE LFN
import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {connect, copy, resolveLfns, statEntry, XrootdStorage} from '@alien-grid/cli';

const [file, name] = process.argv.slice(2);
const grid = connect();
try {
  const [lfn] = await resolveLfns(grid, [name]);
  await copy({sources: [`file:${file}`], destination: `alien:${lfn}`}, {grid, storage: new XrootdStorage()});
  const entry = await statEntry(grid, lfn);
  const md5 = createHash('md5')
    .update(await readFile(file))
    .digest('hex');
  if (entry?.md5 !== md5) throw new Error(`${lfn} has the md5 ${entry?.md5}, the file ${md5}`);
  console.log(`${lfn} ${md5}`);
} finally {
  grid.close();
}
