// `npm run demo`: set up, then put a tree of files on a grid of its own, find it, fetch it, compare, clean up.
import {join} from 'node:path';
import {spawnSync} from 'node:child_process';
import {root} from './setup/root.mjs';
import {runScript} from './setup/run-script.mjs';

await runScript(async () => {
  // the set-up brought the Node that the demonstration needs; this may still be an older one
  const {status, signal} = spawnSync(
    join(root, 'node_modules/.bin/node'),
    [join(root, 'scripts/demo/main.mjs')],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) throw new Error(`The demonstration failed${signal ? ` (${signal})` : ''}.`);
});
