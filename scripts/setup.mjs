// `npm run setup`: install and build what is missing.
import {runScript} from './setup/run-script.mjs';

await runScript(async () => {});
