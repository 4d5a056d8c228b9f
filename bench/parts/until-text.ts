import {spawn} from '@lydell/node-pty';

const LONGEST = 30_000;
const END_OF_INPUT = '\u0004';

/** ms from the start of a program on a terminal until it shows something; then its input ends. */
export async function untilText(program: string, env: NodeJS.ProcessEnv, wanted: RegExp): Promise<number> {
  const start = performance.now();
  const {HOME = '/'} = env;
  const pty = spawn(program, [], {cwd: HOME, env: {...env, TERM: 'xterm'}, cols: 100, rows: 30});
  const {promise, resolve} = Promise.withResolvers<number>();
  let shown = '';
  let time = Number.NaN;
  pty.onData((data) => {
    shown += data;
    if (!Number.isNaN(time) || !wanted.test(shown)) return;
    time = performance.now() - start;
    pty.write(END_OF_INPUT);
  });
  pty.onExit(() => resolve(time));
  const patience = setTimeout(() => pty.kill('SIGKILL'), LONGEST);
  await promise.finally(() => clearTimeout(patience));
  if (Number.isNaN(time)) throw new Error(`${program} did not show ${wanted}, but ${JSON.stringify(shown)}`);
  return time;
}
