// Builds the addon with the headers of the Node that comes with the project, or else of the running one.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {nodeGyp, nodeHeaders} from './build-tools.mjs';

/** The makefiles of gyp cannot name a path with a blank: they get a link to it instead. */
function withoutBlanks(path) {
  if (!/\s/.test(path)) return path;
  const base = /\s/.test(tmpdir()) ? '/tmp' : tmpdir();
  const directory = mkdtempSync(join(base, 'xrootd-native-'));
  process.once('exit', () => rmSync(directory, {recursive: true}));
  const link = join(directory, 'node');
  symlinkSync(path, link);
  return link;
}

// Said explicitly: a nodedir in the user's npmrc may belong to another Node.
const found = nodeHeaders();
const headers = found && withoutBlanks(found);
const args = [nodeGyp(), ...process.argv.slice(2)];
if (process.argv.length < 3) args.push('configure', 'build', '-j', '2');
if (headers) args.push(`--nodedir=${headers}`);
const env = {...process.env};
if (headers) env.npm_config_nodedir = headers;
const result = spawnSync(process.execPath, args, {cwd: import.meta.dirname, env, stdio: 'inherit'});
if (result.error) throw result.error;
process.exitCode = result.status ?? 1;
