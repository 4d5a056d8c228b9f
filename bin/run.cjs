'use strict';
// The entry behind the launcher. Plain CommonJS: it runs as it is, in front of everything else.
const {mkdirSync, statSync} = require('node:fs');
const {enableCompileCache} = require('node:module');
const {dirname, isAbsolute, join} = require('node:path');
const {loadBundle} = require('./bundle.cjs');

const NO_HOME = '/nonexistent';
if (!process.env.HOME) process.env.HOME = homeOfAccount();

const cache = cacheDirectory();
if (cache !== undefined) enableCompileCache(cache);

const root = dirname(__dirname);
const words = process.argv.slice(2);
// A TAB in a shell must not wait for more than it needs. Under another name the word is one of a command: `alien_ls complete`.
const isTab = words[0] === 'complete' && !process.env.ALIEN_CALLED_AS && load('complete').main(words, root);
if (!isTab) load('alien').main(words, root);

/** Node itself would print the source of what fails. */
function load(entry) {
  try {
    return loadBundle(join(root, 'dist', `${entry}.cjs`));
  } catch (error) {
    process.stderr.write(`alien is not installed completely: ${String(error.message).split('\n')[0]}\n`);
    process.exit(1);
  }
}

/**
 * A user id needs no account, in containers say. Then every library that asks for the home would fail: it gets the name
 * that accounts without a home have, where nothing is.
 */
function homeOfAccount() {
  try {
    return require('node:os').userInfo().homedir || NO_HOME;
  } catch {
    return NO_HOME;
  }
}

/**
 * In the user's own cache: the default, below /tmp, could be filled by another user. It is made here, directory by
 * directory: where a file system answers ENOENT to that, as /proc does, Node would try without end.
 */
function cacheDirectory() {
  const named = process.env.XDG_CACHE_HOME;
  try {
    const isNamed = named && isAbsolute(named);
    if (!isNamed && process.env.HOME === NO_HOME) return undefined;
    const base = isNamed ? named : join(process.env.HOME, '.cache');
    const directory = join(base, 'alien', 'compiled');
    const missing = [];
    for (let at = directory; !statSync(at, {throwIfNoEntry: false}); at = dirname(at)) missing.unshift(at);
    for (const each of missing) mkdirSync(each, {mode: 0o700});
    return directory;
  } catch {
    return undefined; // without a home, or where nothing can be written, it starts a little slower
  }
}
