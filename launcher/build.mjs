// Compiles the launcher and the addon of the agent: a second's work, with the C compiler alone.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, renameSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';

const here = import.meta.dirname;
const build = join(here, 'build');
const STRICT = ['-O2', '-Wall', '-Wextra', '-std=c11'];

const LAUNCHER = [
  'alien.c',
  'package.c',
  'node.c',
  'agent.c',
  'door.c',
  'request.c',
  'messages.c',
  'follow.c',
  'signals.c',
];

mkdirSync(build, {recursive: true});
// With the C library inside it starts on systems that are older than this one. Not every machine has that library.
if (!compile('alien', LAUNCHER, ['-s', '-static'], 'ignore')) insist('alien', LAUNCHER, ['-s']);
insist('descriptors.node', ['descriptors.c', 'hold.c'], ['-shared', '-fPIC', '-I', nodeHeaders()]);

function insist(name, sources, options) {
  if (!compile(name, sources, options, 'inherit')) throw new Error(`${name} cannot be compiled.`);
}

/** Put in place in one step: a launcher may be running. @returns whether it could be compiled */
function compile(name, sources, options, stdio) {
  const made = join(build, `${name}.new`);
  const words = [...STRICT, ...options, '-o', made, ...sources.map((source) => join(here, source))];
  const {status, error} = spawnSync(process.env.CC ?? 'cc', words, {stdio});
  if (error) throw error;
  if (status !== 0) return false;
  renameSync(made, join(build, name));
  return true;
}

/** Of the Node that comes with the package, or else of the running one. */
function nodeHeaders() {
  const [own] = createRequire(import.meta.url)
    .resolve.paths('x')
    .flatMap((modules) => {
      const headers = join(modules, `node-linux-${process.arch}`, 'include', 'node');
      return existsSync(join(headers, 'node_api.h')) ? [headers] : [];
    });
  const headers = own ?? join(dirname(dirname(process.execPath)), 'include', 'node');
  if (!existsSync(join(headers, 'node_api.h'))) throw new Error('The headers of Node are missing.');
  return headers;
}
