// `npm run check`: what `npm test` looks at before the tests: manifests, types, lint, what is unused.
import {checkSources} from './checks.mjs';
import {runScript} from './setup/run-script.mjs';

await runScript(checkSources, {without: ['XRootD addon']});
