import {closeSync} from 'node:fs';
import {termsOf} from '../lib/agent/caller-terms.ts';
import {Identity} from '../lib/agent/identity.ts';
import {bundleOf} from '../lib/agent/bundle.ts';
import {loadDescriptors} from '../lib/agent/descriptors.ts';
import {fileMark} from '../lib/files/file-mark.ts';
import {Output} from '../lib/cli/show/output.ts';
import {WarmCompletion} from './complete.ts';
import {serve} from './serve.ts';
import {loadConfig} from '../start/shipped-config.ts';
import {WarmProgram} from './warm-program.ts';

/** Where the keeper of the agent has put the socket. */
const LISTENER = 3;

/** What a long life gathers goes with the worker; another one takes its place. */
const MOST_COMMANDS = 1000;
const MOST_ENVIRONMENTS = 8;
const LONGEST_MS = 3_600_000;

/**
 * A worker of the agent: takes one command after the other from the socket and does them with one program, so that
 * its connections stay open. It ends when it is no longer what it was, when it is old, and with its keeper.
 * @param root directory of the package
 */
export async function work(root: string): Promise<void> {
  let isBusy = false;
  let isLeft = false;
  process.once('exit', end); // of a fault, such as a message to a keeper that has just gone
  process.once('disconnect', () => {
    isLeft = true;
    if (!isBusy) end();
  });
  process.channel?.unref(); // a command that can never end would not be told from others
  if (!process.connected) end(); // the keeper has ended while this was loaded
  const bundle = bundleOf(root);
  const greeting = `${process.pid} ${fileMark(bundle)}`;
  const env = {...process.env};
  const identity = new Identity(env, bundle);
  const terms = termsOf('self');
  const descriptors = loadDescriptors(root);
  descriptors.protect();
  const config = await loadConfig({root});
  const program = new WarmProgram(config.userAgent);
  const nowhere = new Output({write: () => true}, {write: () => true});
  const completion = new WarmCompletion(root, {program, env, nowhere});
  const begin = Date.now();
  process.send?.('ready');
  for (let count = 0; count < MOST_COMMANDS && Date.now() - begin < LONGEST_MS; count++) {
    const caller = await descriptors.accept(LISTENER, greeting);
    if (caller === undefined) break;
    isBusy = true;
    if (!identity.holds()) {
      for (const fd of [caller.connection, ...caller.descriptors]) closeSync(fd);
      process.send?.('stale', end);
      return;
    }
    const isDone = await serve(caller, {config, program, completion, env, terms, descriptors, nowhere});
    if (isDone) process.send?.('served');
    isBusy = false;
    if (isLeft || program.environments > MOST_ENVIRONMENTS) break;
  }
  end();
}

/** At once, and without Node's own end: that would wait for the thread which waits for the next caller. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
