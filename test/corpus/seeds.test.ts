import {runScripts} from './corpus.ts';

describe('the examples of the guide and the slides of alien.py', () =>
  runScripts('seeds.txt', async (_, alien) => {
    const said = await alien.ok('submit', 'Executable = "long.sh";');
    return {LONG: /Your new job ID is (\d+)/.exec(said)?.[1] ?? ''};
  }));
