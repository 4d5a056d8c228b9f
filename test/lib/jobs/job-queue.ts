import type {JobState} from '../../../plugins/sandbox/src/jobs/states.ts';
import {JobBench} from '../../../plugins/sandbox/test/support/job-bench.ts';
import type {NewJob} from '../../../plugins/sandbox/src/jobs/job.ts';
import type {Answer} from '../../../src/lib/session/requests/answer.ts';
import type {Requester} from '../../../src/lib/session/requests/requester.ts';

/** The service of the sandbox without connections, whose jobs a test moves by hand. */
export class JobQueue {
  readonly bench = new JobBench();
  /** what was asked, as words */
  readonly requests: string[][] = [];
  /** called before each request; may throw */
  before: (words: readonly string[]) => void = () => undefined;

  readonly grid: Requester = {
    request: async (command, options = []) => {
      const words = [command, ...options];
      this.requests.push(words);
      this.before(words);
      return await this.answer(words);
    },
    place: async () => ({
      cwd: '/alice/cern.ch/user/d/demo/',
      home: '/alice/cern.ch/user/d/demo/',
      isCertain: true,
    }),
  };

  async answer([command = '', ...options]: readonly string[]): Promise<Answer> {
    const {metadata, results} = await this.bench.ask(command, [...options]);
    return {metadata: {...metadata, user: 'demo', currentdir: '/'}, results};
  }

  put(state: JobState, more: Partial<NewJob> = {}): string {
    return String(this.bench.put(state, more));
  }

  /** A master with a subjob in each of these states. @returns its number, then theirs */
  master(...states: JobState[]): string[] {
    const id = this.bench.put('SPLIT', {name: 'run.sh'});
    return [
      String(id),
      ...states.map((state) => this.put(state, {split: id, name: 'run.sh', site: 'ALICE::SANDBOX::CE'})),
    ];
  }

  move(id: string | undefined, state: JobState): void {
    this.bench.jobs.move(Number(id), state);
  }

  /** The names of the commands that were asked. */
  get asked(): string {
    return this.requests.map(([command]) => command).join(' ');
  }
}
