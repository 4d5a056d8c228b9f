// Commands from start to end, side by side in one run: with the agent, without it, and with alien.py.
//   npm run bench:commands -- [--only NAME] [--short] [--write]
import {runParts} from './frame/run-parts.ts';
import {COMMAND_PARTS} from './parts/command-parts.ts';

await runParts(COMMAND_PARTS);
