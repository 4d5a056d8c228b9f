import type {JobState} from '../../src/jobs/states.ts';
import type {TestGrid} from '../../src/testing.ts';

const CE = 'ALICE::SANDBOX::CE';

/** The jobs that were in the task queue of the recorded service, as the tests put them there by hand. */
export const JOB_NAMES: Readonly<Record<string, string>> = {
  'ALICE::JTESTSITE::FIRSTCE': CE,
  FIRSTCE: 'SANDBOX::CE',
  JTestSite: 'SANDBOX',
  testpart: 'sandbox',
};

/** The one job that was there before the first recording. */
export function putFirstJob(grid: TestGrid): void {
  const home = '/alice/cern.ch/user/a/auser';
  const jdl = statements({
    User: '"auser"',
    Executable: `"${home}/bin/test.sh"`,
    Arguments: '"42"',
    JDLPath: `"${home}/test.jdl"`,
    JDLArguments: '"42"',
    OutputDir: `"${home}/out/42"`,
    Output: '{\n"stdout@disk=1",\n"stderr@disk=1"\n}',
    ...added(3600),
  });
  const note = 'Job inserted by localhost, request came from localhost';
  grid.jobs.insert({owner: 'auser', name: 'test.sh', jdl, note, site: CE});
}

/** State, worker node; without a node the job has no site either. */
const SUBJOBS: readonly (readonly [JobState, string?])[] = [
  ['DONE', 'wn1'],
  ['DONE', 'wn2'],
  ['RUNNING', 'wn1'],
  ['SAVING', 'wn2'],
  ['WAITING'],
  ['ASSIGNED'],
  ['STARTED', 'wn1'],
  ['ERROR_E', 'wn2'],
  ['ERROR_V', 'wn1'],
  ['ERROR_SV', 'wn2'],
  ['EXPIRED', 'wn1'],
  ['ZOMBIE', 'wn2'],
  ['KILLED'],
  ['DONE_WARN', 'wn1'],
  ['ERROR_I'],
  ['ERROR_EW', 'wn1'],
];

/** Turns a job into a master with sub-jobs in many states, with descriptions and traces if `complete`. */
export function putSubjobs(grid: TestGrid, master: number, complete: boolean): void {
  grid.jobs.move(master, 'SPLIT');
  const jdl = statements({
    User: '"ruser"',
    Executable: '"/alice/cern.ch/user/r/ruser/bin/test.sh"',
    OutputDir: '"/alice/cern.ch/user/r/ruser/out/sub"',
    ...added(600),
    MasterJobId: `"${master}"`,
  });
  for (const [state, node] of SUBJOBS) {
    const job = {owner: 'ruser', name: 'test.sh', split: master, jdl: complete ? jdl : ''};
    const id = grid.jobs.insert({...job, state: complete ? 'WAITING' : state});
    if (complete) {
      grid.jobs.trace(id, 'trace', `BatchId batch-${id}`);
      grid.jobs.trace(id, 'trace', `Running JAliEn JobAgent 1.8.4 on ${node}.localdomain`);
      grid.jobs.trace(id, 'trace', `Created workdir: /tmp/alien-job-${id}`);
      grid.jobs.trace(id, 'proc', '42 38 97.5 12.5 900 500 1 1000 0 0');
    }
    grid.jobs.move(id, state, node === undefined ? {} : {site: CE, node: `${node}.localdomain`});
  }
}

/** What the task queue adds to every description. */
function added(ttl: number): Record<string, string> {
  return {
    Requirements: `( other.TTL > ${ttl} ) && ( other.Price <= 1 )`,
    TTL: String(ttl),
    Price: '1.0',
    MemorySize: '"8GB"',
    JDLVariables: '{\n"CPUCores"\n}',
    CPUCores: '"1"',
    Type: '"Job"',
  };
}

function statements(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} = ${value};\n`)
    .join('');
}
