import {access, constants, stat, statfs} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {homeOf} from '../files/home.ts';
import {type Check, failed, ok, warning} from './check.ts';

const MEGABYTE = 1_000_000;
const LITTLE = 100 * MEGABYTE;
const NOTHING = MEGABYTE;

/** Free space of the home, the directory for temporary files and the current one, and whether one may write there. */
export const checkDisk: Check = {
  name: 'disk',
  limit: 5000,
  async run({env, cwd}) {
    const places = [
      {what: 'home', path: homeOf(env), isVital: false},
      {what: 'temporary files', path: env['TMPDIR'] || tmpdir(), isVital: true},
      {what: 'current directory', path: cwd, isVital: true},
    ];
    const found = await Promise.all(places.map(look));
    const text = found.map(({said}) => said).join(', ');
    const bad = found.filter(({problem}) => problem !== undefined);
    const advice = bad.map(({path}) => `Make room or get write permission: ${path}`);
    if (bad.some(({isVital, problem}) => isVital && problem === 'full')) return failed(text, ...advice);
    return bad.length === 0 ? ok(text) : warning(text, ...advice);
  },
};

interface Place {
  readonly what: string;
  readonly path: string;
  readonly isVital: boolean;
}

type Problem = 'full' | 'little' | 'read-only' | undefined;

async function look(place: Place): Promise<Place & {said: string; problem: Problem}> {
  const {what, path} = place;
  try {
    if (!(await stat(path)).isDirectory()) throw Object.assign(new Error(path), {code: 'ENOTDIR'});
    const {bavail, bsize, ffree, files} = await statfs(path);
    const bytes = bavail * bsize;
    const isFull = bytes < NOTHING || (files > 0 && ffree === 0);
    const isWritable = await access(path, constants.W_OK).then(
      () => true,
      () => false,
    );
    const problem = isFull ? 'full' : !isWritable ? 'read-only' : bytes < LITTLE ? 'little' : undefined;
    const mode = isWritable ? '' : ', not writable';
    return {...place, said: `${what} ${size(bytes)} free${mode}`, problem};
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return {...place, said: `${what} cannot be used (${path}: ${why})`, problem: 'full'};
  }
}

function size(bytes: number): string {
  return bytes >= 1000 * MEGABYTE
    ? `${(bytes / 1e9).toFixed(0)} GB`
    : `${(bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0)} MB`;
}
