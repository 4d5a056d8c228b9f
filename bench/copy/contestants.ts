import {join} from 'node:path';
import {ALIEN} from '../frame/scene.ts';

/** The programs that are compared. */
export type Contestant =
  | 'alien'
  | 'alien.py'
  | 'openssl md5'
  | 'xrdcp'
  | 'xrdcp, tuned'
  | 'xrdcp, tuned, and md5sum'
  | 'transfers alone';

/** One copy that a contestant is to make. */
export interface Task {
  readonly direction: 'down' | 'up';
  /** The directory with the files, as they are before the copy up and after the copy down. */
  readonly source: string;
  /** The directory on this machine. */
  readonly local: string;
  /** The directory on the grid, with a slash at its end. */
  readonly grid: string;
  /** A file with ready URLs, one a line, for those that know nothing of the catalogue. */
  readonly urls: string;
}

/** A command line, and what its environment has besides. */
export interface Run {
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const TRANSFERS = join(import.meta.dirname, 'transfers.ts');
const NODE = [process.execPath, '--conditions=alien-source', '--disable-warning=ExperimentalWarning'];
/** Without XRootD's own page checksums, in pieces of 1 MiB: what was fastest of all that was tried. */
const TUNED = {XRD_CPUSEPGWRTRD: '0', XRD_CPCHUNKSIZE: '1048576', XRD_CPPARALLELCHUNKS: '16'};

/** How each one is called, as it comes but for the tuned one. */
export function runOf(contestant: Contestant, task: Task, peer: string): Run {
  const {direction, source, local, grid, urls} = task;
  const here = `file:${local}/`;
  switch (contestant) {
    case 'alien':
    case 'alien.py': {
      const program = contestant === 'alien' ? ALIEN : peer;
      const operands = direction === 'down' ? [`alien:${grid}`, here] : [here, `alien:${grid}@disk:1`];
      return {words: [program, 'cp', ...operands]};
    }
    case 'openssl md5':
      return {words: ['sh', '-c', 'openssl md5 "$0"/*', source]};
    case 'xrdcp':
      return {words: ['xrdcp', '--silent', '--parallel', '8', '--infiles', urls, local]};
    case 'xrdcp, tuned':
      return {words: ['xrdcp', '--silent', '--parallel', '8', '--infiles', urls, local], env: TUNED};
    case 'xrdcp, tuned, and md5sum':
      return {
        words: [
          'sh',
          '-c',
          'xrdcp --silent --parallel 8 --infiles "$0" "$1" && md5sum "$1"/* >/dev/null',
          urls,
          local,
        ],
        env: TUNED,
      };
    case 'transfers alone':
      return {words: [...NODE, TRANSFERS, urls, local]};
  }
}

/** Whether it copies at all: one only reads. */
export function copies(contestant: Contestant): boolean {
  return contestant !== 'openssl md5';
}
