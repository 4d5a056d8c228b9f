// The largest files below a directory: alien term largest.ts DIRECTORY [COUNT]
import type {Grid} from '@alien-grid/plugin-term';

declare const grid: Grid;

const [directory = '.', count = '10'] = process.argv.slice(2);
const files = await grid.find(directory, '*');
const largest = files.sort((one, other) => other.size - one.size).slice(0, Number(count));
for (const {size, lfn} of largest) console.log(`${size} ${lfn}`);
if (files.length === 0) process.exitCode = 2;
