'use strict';
// Makes the compiled code that stands beside a bundle: the bundle runs what is called most, and what V8 has compiled by
// then is kept. A process of its own, of the Node that comes with the program.
const {mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} = require('node:fs');
const {tmpdir} = require('node:os');
const {join} = require('node:path');
const {codeMark, codePath, compileBundle, evaluateBundle} = require('../../bin/bundle.cjs');

const root = join(__dirname, '../..');

/** What scripts call in loops. */
const HERE = [['version'], ['token-info']];
const ON_A_GRID = [['pwd'], ['ls', '-l'], ['stat', '.'], ['find', '.', '*']];

/** For all of them together, in ms. */
const LONGEST = 60_000;

const filename = join(root, 'dist/alien.cjs');
const source = readFileSync(filename, 'latin1');
const script = compileBundle(filename, source);
const {main} = evaluateBundle(filename, script);
const home = mkdtempSync(join(tmpdir(), 'alien-compile-'));
process.once('exit', () => rmSync(home, {recursive: true, force: true}));
setTimeout(keep, LONGEST).unref();
run().then(keep, keep); // without a grid only the code of the commands that ask one is missed

async function run() {
  // nothing of the user's: no settings, no token, no agent that starts by itself
  for (const name of Object.keys(process.env)) if (name !== 'PATH') delete process.env[name];
  Object.assign(process.env, {
    HOME: home,
    TMPDIR: home,
    XDG_CACHE_HOME: join(root, '.cache'),
    ALIEN_AGENT: 'off',
  });
  process.stdout.write = process.stderr.write = () => true;
  for (const words of HERE) await main(words, root);
  const {startGrid} = require('../../plugins/sandbox/dist/testing.cjs');
  const grid = await startGrid();
  try {
    Object.assign(process.env, grid.env());
    for (const words of ON_A_GRID) await main(words, root);
  } finally {
    await grid.stop();
  }
}

function keep() {
  const path = codePath(filename);
  const mark = codeMark(source);
  writeFileSync(`${path}.${process.pid}`, Buffer.concat([Buffer.from(mark), script.createCachedData()]));
  renameSync(`${path}.${process.pid}`, path);
  process.exit(0);
}
