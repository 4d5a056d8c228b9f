// `npm run lint`: eslint and prettier. Words behind `--` are the files to look at.
import {lint} from './checks.mjs';
import {runScript} from './setup/run-script.mjs';

await runScript(async () => lint(process.argv.slice(2)), {without: ['bundle', 'XRootD addon']});
