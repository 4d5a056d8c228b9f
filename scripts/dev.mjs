/**
 * `npm run dev`: builds what users run after each change of a source, in a fraction of a second. The manifests follow
 * in a process of their own; until then the help and the list of commands are those of the change before.
 */
import {spawn} from 'node:child_process';
import {watch} from 'node:fs';
import {join} from 'node:path';
import {context} from 'esbuild';
import {bundles} from './bundling/bundles.mjs';
import {bundleStamp} from './setup/stamps.mjs';
import {root} from './setup/root.mjs';
import {runScript} from './setup/run-script.mjs';

/** Editors write a file in several steps, in ms. */
const SETTLED_AFTER = 20;

/** The process that makes doors and manifests for the newest build. */
let finishing;

await runScript(async () => {
  let queue = Promise.resolve();
  for (const bundle of bundles()) {
    const build = await context(bundle.options);
    const name = bundle.options.outdir;
    queue = queue.then(() => rebuild(name, build));
    let timer;
    watch(join(root, bundle.sources), {recursive: true}, (_event, file) => {
      if (!file?.endsWith('.ts')) return;
      clearTimeout(timer);
      timer = setTimeout(() => (queue = queue.then(() => rebuild(name, build))), SETTLED_AFTER);
    });
  }
  await queue;
  say('watching the sources; Ctrl-C ends it');
});

/** Build one bundle. esbuild shows what is wrong; the files of the last good build stay in place. */
async function rebuild(name, build) {
  const started = Date.now();
  const sources = bundleStamp.current();
  try {
    await build.rebuild();
  } catch {
    return say(`${name} not built`);
  }
  say(`${name} built in ${Date.now() - started} ms`);
  finish(sources);
}

function finish(sources) {
  finishing?.kill();
  finishing = spawn(process.execPath, [join(root, 'scripts/bundling/finish.mjs')], {stdio: 'inherit'});
  finishing.on('exit', (code) => {
    if (code === 0) bundleStamp.write(sources);
  });
}

function say(text) {
  process.stderr.write(`${new Date().toLocaleTimeString('en-GB')} ${text}\n`);
}
