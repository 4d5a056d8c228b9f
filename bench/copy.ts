// Copies with alien, alien.py and xrdcp side by side in one run.
//   npm run bench:copy -- [--only NAME] [--short] [--write]
import {COPY_PARTS} from './copy/copy-parts.ts';
import {runParts} from './frame/run-parts.ts';

await runParts(COPY_PARTS);
