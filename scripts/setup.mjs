// `npm run setup`: install and build what is missing, and say what to do then.
import {runScript} from './setup/run-script.mjs';

const NEXT = `
Ready. Now try a grid of your own, which needs no account:
  export PATH="$PWD/bin:$PATH"
  alien sandbox start
  eval "$(alien sandbox env)"
  alien ls
On the real grid: alien cert import FILE.p12. If something is missing: alien doctor.
`;

await runScript(async () => void process.stderr.write(NEXT));
