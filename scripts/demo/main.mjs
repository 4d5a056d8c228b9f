import {chmodSync, mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {alien, capture, heading, say} from './alien.mjs';
import {compareTrees, makeTree} from './tree.mjs';

// Not below /tmp: XRootD treats files there as passing. Its servers run as another user when root starts them.
const place = mkdtempSync('/var/tmp/alien-demo-');
chmodSync(place, 0o711);
const sandbox = ['--dir', join(place, 'grid')];
process.on('SIGINT', () => {}); // the command at hand stops; the clean-up below must not

try {
  demonstrate();
} catch (error) {
  say(`\n${error.message}`);
  process.exitCode = 1;
} finally {
  alien(['sandbox', 'stop', ...sandbox]);
  rmSync(place, {recursive: true, force: true});
}
say('Nothing is left running. For a sandbox that stays: bin/alien sandbox start');

function demonstrate() {
  heading('A grid of your own');
  alien(['sandbox', 'start', ...sandbox]);
  const exports = capture(['sandbox', 'env', ...sandbox]).matchAll(/^export (\w+)='?(.*?)'?$/gm);
  for (const [, name, value] of exports) process.env[name] = value;
  alien(['whoami', '-v']);

  heading('A directory of files onto the grid');
  const {source, files, directories, bytes} = makeTree(join(place, 'data'));
  say(`${files} files in ${directories} directories, ${(bytes / 1e6).toFixed(1)} MB, some with odd names`);
  alien(['cp', `file:${source}`, 'alien:data']);

  heading('What is there');
  alien(['ls', '-l', 'data']);
  alien(['find', 'data', 'run2/*.root']);
  alien(['whereis', 'data/run1/hits-01.root']);

  heading('And back');
  const copy = join(place, 'copy');
  alien(['cp', 'alien:data', `file:${copy}`]);
  const difference = compareTrees(source, copy);
  if (difference !== undefined) throw new Error(`What came back differs: ${difference}`);

  heading('Shown');
  say(`${files} files and ${directories} directories, ${bytes} bytes: up, found and down again;`);
  say('names, sizes and the md5 of every file are equal on both sides.');
}
