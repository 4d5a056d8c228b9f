import {Faults} from '../../src/faults/faults.ts';
import {Catalogue} from '../../src/catalogue/catalogue.ts';
import {TaskQueue} from '../../src/jobs/queue.ts';
import type {NewJob} from '../../src/jobs/queue.ts';
import type {JobState} from '../../src/jobs/states.ts';
import {dispatch} from '../../src/service/connections/dispatch.ts';
import type {Grid} from '../../src/service/call/grid.ts';
import {Session} from '../../src/service/identity/session.ts';
import {Contents} from '../../src/storage/contents.ts';
import type {Reply} from './client.ts';

export const OUT = '/alice/cern.ch/user/d/demo/out';
/** The description of the jobs of a bench. */
export const JDL = `Executable = "/bin/x";\nOutputDir = "${OUT}";\n`;

/** A service without connections: commands are given to the dispatcher. */
export class JobBench {
  readonly catalogue = new Catalogue(':memory:');
  readonly jobs = new TaskQueue(this.catalogue.database);
  readonly #outputs: Grid['outputs'];

  constructor(outputs?: Grid['outputs']) {
    this.#outputs = outputs;
    this.catalogue.addUser({name: 'demo', roles: ['demo'], fullname: '', email: '', subject: null});
  }

  async ask(command: string, options: unknown[], account = 'demo'): Promise<Reply> {
    const {catalogue, jobs} = this;
    const contents = new Contents(catalogue, '/no/storage');
    const faults = new Faults();
    const grid = {
      catalogue,
      contents,
      jobs,
      faults,
      outputs: this.#outputs,
      deletionsQueued: () => undefined,
    };
    const certificate = {subject: '/CN=x', expires: 0};
    const session = new Session({name: account, roles: [account]}, certificate, 'here');
    return JSON.parse(
      // eslint-disable-next-line house/no-unchecked-cast -- commands about jobs ask no more of the grid
      await dispatch(grid as unknown as Grid, session, command, options.map(String)),
    ) as Reply;
  }

  /** Exit code, error and the texts of the results. */
  async text(command: string, options: unknown[], account?: string): Promise<string> {
    const {metadata, results} = await this.ask(command, options, account);
    const {exitcode, error} = metadata;
    return [
      exitcode === '0' && error === '' ? [] : `${exitcode} ${error}`,
      results.map(({message}) => message),
    ]
      .flat(2)
      .join('\n');
  }

  put(state: JobState, more: Partial<NewJob> = {}): number {
    const id = this.jobs.insert({owner: 'demo', jdl: JDL, name: 'x', ...more});
    this.jobs.move(id, state);
    return id;
  }

  stateOf(id: number): JobState | undefined {
    return this.jobs.get(id)?.state;
  }
}
