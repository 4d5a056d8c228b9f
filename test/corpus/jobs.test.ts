import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../scenarios/stage/program.ts';
import {LFN, runScripts} from './corpus.ts';

/** Jobs in all the states that the scripts ask for. */
async function submitAll(grid: TestGrid, alien: Program): Promise<Record<string, string>> {
  const submit = async (jdl: string): Promise<number> => {
    const said = await alien.ok('submit', jdl);
    return Number(/Your new job ID is (\d+)/.exec(said)?.[1]);
  };
  const out = `OutputDir = "${LFN}/out`;
  const done = await submit(`Executable = "hello.sh"; ${out}/done"; Output = {"stdout"};`);
  const master = await submit(
    `Executable = "hello.sh"; Split = "production:1-3"; ${out}/#alien_counter#"; Output = {"stdout"};`,
  );
  const failed = await submit(`Executable = "fail.sh"; ${out}/failed"; Output = {"stdout"};`);
  const invalid = await submit(
    `Executable = "hello.sh"; Arguments = "there"; ValidationCommand = "fail.sh"; ${out}/invalid"; Output = {"stdout"};`,
  );
  for (const id of [done, master, failed, invalid]) await grid.untilJob(id);
  const long: number[] = [];
  for (let count = 0; count < 2; count++) long.push(await submit('Executable = "long.sh";'));
  for (const id of long) await grid.untilJob(id, 'RUNNING');
  const waiting: number[] = [];
  for (let count = 0; count < 5; count++) waiting.push(await submit('Executable = "long.sh";'));
  return {
    DONE: `${done}`,
    MASTER: `${master}`,
    FAILED: `${failed}`,
    INVALID: `${invalid}`,
    LONG: long.join(' '),
    WAITING: waiting.join(' '),
  };
}

describe('scripts that are in use: jobs', () => runScripts('jobs.txt', submitAll));
