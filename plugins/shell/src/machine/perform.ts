import {exitCodeOf} from '@alien-grid/cli';
import {LineRunner, type Run} from '@alien-grid/cli/command';
import type {Work} from './queue.ts';

/**
 * Do one order.
 * @param run of the order alone
 * @param tell gets the answer of the central service to a request
 * @returns the exit code
 */
export async function perform(run: Run, work: Work, tell: (fields: object) => void): Promise<number> {
  switch (work.kind) {
    case 'words':
      return await run.launch(work.words);
    case 'line': {
      const runner = new LineRunner(run, {strict: false, isStdinTaken: true});
      await runner.runLine(work.line);
      return runner.exitCode;
    }
    case 'request': {
      const [command = '', ...options] = work.request;
      const answer = await run.grid.request(command, options, {signal: run.interrupt.signal});
      tell({answer});
      return exitCodeOf(answer);
    }
  }
}
