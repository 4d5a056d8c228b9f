// Sizes of many directories, all asked at once: node parallel-stats.mjs DIRECTORY...
import {connect, findEntries, resolveLfns} from '@alien-grid/cli';

const grid = connect();
try {
  const directories = await resolveLfns(grid, process.argv.slice(2));
  const sums = await Promise.all(
    directories.map(async (directory) => {
      const files = await findEntries(grid, directory);
      return {directory, files: files.length, bytes: files.reduce((sum, {size}) => sum + size, 0)};
    }),
  );
  for (const {directory, files, bytes} of sums) console.log(`${files} files, ${bytes} bytes: ${directory}`);
} finally {
  grid.close();
}
