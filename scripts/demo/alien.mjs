import {spawnSync} from 'node:child_process';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const program = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'bin/alien');

/** Show a command as one would type it, and run it before the reader's eyes. */
export function alien(words) {
  say(`$ alien ${words.map(quoted).join(' ')}`);
  const {status} = spawnSync(program, words, {stdio: 'inherit'});
  if (status !== 0) throw new Error(`alien ${words[0]} ended with ${status}.`);
}

/** What a command prints. */
export function capture(words) {
  const {status, stdout} = spawnSync(program, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`alien ${words.join(' ')} ended with ${status}.`);
  return stdout;
}

export function heading(text) {
  say(`\n== ${text}`);
}

export function say(text) {
  process.stdout.write(`${text}\n`);
}

function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
