// Download the ten largest files below a directory: node copy-largest.mjs DIRECTORY TARGET
import {connect, copy, findEntries, resolveLfns, XrootdStorage} from '@alien-grid/cli';

const [name, target] = process.argv.slice(2);
const grid = connect();
try {
  const [directory] = await resolveLfns(grid, [name]);
  const files = await findEntries(grid, directory);
  const largest = files.toSorted((a, b) => b.size - a.size).slice(0, 10);
  const sources = largest.map(({lfn}) => `alien:${lfn}`);
  const {copied, failures} = await copy(
    {sources, destination: `file:${target}/`},
    {grid, storage: new XrootdStorage()},
  );
  console.log(`${copied} copied, ${failures.length} failed`);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  grid.close();
}
