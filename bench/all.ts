// All figures of docs/performance.md but for those of connections, in at most a quarter of an hour.
//   npm run bench:all -- --write                   renews its tables
//   npm run bench:all -- --short                   tries all in little time
//   npm run bench:all -- --only loops --only keys  some of them
import {COPY_PARTS} from './copy/copy-parts.ts';
import {runParts} from './frame/run-parts.ts';
import {COMMAND_PARTS} from './parts/command-parts.ts';

// The most important first: what would not end in time is left out.
const ORDER = [
  'commands',
  'loops',
  'small-files',
  'large-files',
  'lists',
  'keys',
  'throttle',
  'beside-xrdcp',
  'far-away',
];
const MINUTES = '15';

const parts = [...COMMAND_PARTS, ...COPY_PARTS].sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
await runParts(parts, ['--minutes', MINUTES, ...process.argv.slice(2)]);
