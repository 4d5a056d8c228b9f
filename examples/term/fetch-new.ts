// Fetch the files that were changed in the last days: alien term fetch-new.ts DIRECTORY DAYS LOCAL
import type {Grid} from '@alien-grid/plugin-term';

declare const grid: Grid;

const [directory = '.', days = '1', local = '.'] = process.argv.slice(2);
const since = Date.now() - Number(days) * 24 * 3600 * 1000;
let fetched = 0;
for await (const {lfn, name, time} of grid.find(directory, '*')) {
  if (time.getTime() < since) continue;
  await grid.cp(`alien:${lfn}`, `file:${local}/${name}`);
  fetched++;
}
console.log(`${fetched} files`);
