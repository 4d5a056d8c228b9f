// Builds the addon with the headers of the Node that comes with the project, or else of the running one.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';

const require = createRequire(import.meta.url);

function headersOf() {
  try {
    return dirname(require.resolve(`node-linux-${process.arch}/package.json`));
  } catch {
    const besideNode = dirname(dirname(process.execPath));
    return existsSync(join(besideNode, 'include', 'node', 'node_api.h')) ? besideNode : undefined;
  }
}

// Said explicitly: a nodedir in the user's npmrc may belong to another Node.
const headers = headersOf();
const args = [require.resolve('node-gyp/bin/node-gyp.js'), ...process.argv.slice(2)];
if (process.argv.length < 3) args.push('configure', 'build', '-j', '2');
if (headers) args.push(`--nodedir=${headers}`);
const env = {...process.env};
if (headers) env.npm_config_nodedir = headers;
const result = spawnSync(process.execPath, args, {cwd: import.meta.dirname, env, stdio: 'inherit'});
if (result.error) throw result.error;
process.exitCode = result.status ?? 1;
