import {spawn, spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {root} from './root.mjs';

const bin = join(root, 'node_modules/.bin');

/** In the project's directory, with the Node that came with the packages. */
const place = () => ({cwd: root, env: {...process.env, PATH: `${bin}:${process.env.PATH}`}});

/** Run a program of the project's packages in the project's directory, with the Node that came with them. */
export function runProgram(program, words) {
  const {status} = spawnSync(join(bin, program), words, {...place(), stdio: 'inherit'});
  if (status !== 0) throw failureOf(program);
}

/** The same beside others: what it says is shown when it is over, so that it is not mixed with theirs. */
export async function runBeside(program, words) {
  const child = spawn(join(bin, program), words, {...place(), stdio: ['ignore', 'pipe', 'pipe']});
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  process.stdout.write(Buffer.concat(said));
  if (status !== 0) throw failureOf(program);
}

function failureOf(program) {
  return new Error(`${program} failed.`);
}
