// List a directory, and show what the catalogue knows of each file: node list-and-stat.mjs DIRECTORY
import {connect, findEntries, resolveLfns, statEntry} from '@alien-grid/cli';

const grid = connect();
try {
  const [directory] = await resolveLfns(grid, process.argv.slice(2));
  const files = await findEntries(grid, directory);
  // All asked at once: the session puts the requests in line.
  const entries = await Promise.all(files.map(({lfn}) => statEntry(grid, lfn)));
  for (const entry of entries) if (entry) console.log(entry.permissions, entry.owner, entry.size, entry.lfn);
} finally {
  grid.close();
}
