import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {root} from './root.mjs';

const bin = join(root, 'node_modules/.bin');

/** Run a program of the project's packages in the project's directory, with the Node that came with them. */
export function runProgram(program, words) {
  const {status} = spawnSync(join(bin, program), words, {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, PATH: `${bin}:${process.env.PATH}`},
  });
  if (status !== 0) throw new Error(`${program} failed.`);
}
