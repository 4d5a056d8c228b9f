import {closeSync, readlinkSync} from 'node:fs';
import {CallerLine} from '../lib/agent/caller-line.ts';
import {termsOf} from '../lib/agent/caller-terms.ts';
import {agree, carried, dependsOnDirectory} from '../lib/agent/deciding.ts';
import type {Caller} from '../lib/agent/descriptors.ts';
import {keepsLog} from '../lib/agent/identity.ts';
import {MESSAGE, type Request, readRequest} from '../lib/agent/messages.ts';
import {hasOwnFiles, namesOwnFile} from '../lib/agent/own-files.ts';
import {isServed} from '../lib/agent/served.ts';
import {type Question, questionIn} from '../lib/completion/question.ts';
import {openingOf} from '../lib/cli/lines/opening.ts';
import {Series} from '../lib/cli/base/series.ts';
import {decides} from '../lib/settings/deciding.ts';
import type {Environment} from '../lib/settings/environment.ts';
import {perform} from './perform.ts';
import {expand} from '../start/expand.ts';
import {isCommand, optionsOf} from '../start/launch.ts';
import type {Task, Worker} from './task.ts';

/**
 * Do the command of a caller, or give it back before it has begun. Resolved when the caller was told.
 * @returns whether it was done
 */
export async function serve(caller: Caller, worker: Worker): Promise<boolean> {
  const line = new CallerLine(caller.connection, worker.descriptors.hold);
  const task = await taskOf(caller, worker);
  const isHeard = line.say(task ? MESSAGE.ready : MESSAGE.refused);
  const isDone = isHeard && task !== undefined && (await line.go) && line.say(MESSAGE.begun);
  if (isDone) {
    const code = await perform(task, {caller, worker, line});
    line.say(MESSAGE.ended, code, 0);
  } else {
    for (const fd of caller.descriptors) closeSync(fd);
  }
  await line.close();
  // What goes on behind a TAB: its shell does not wait for it.
  if (task?.question) await Promise.all([worker.completion.settled(), worker.program.settled()]);
  return isDone;
}

/** @returns undefined where the caller has to run the command itself */
async function taskOf(caller: Caller, worker: Worker): Promise<Task | undefined> {
  const {config, env, terms, nowhere} = worker;
  try {
    const asked = readRequest(caller.request);
    const name = asked.env['ALIEN_CALLED_AS'] || 'alien';
    if (!agree(asked.env, env)) return undefined;
    // Its files are not those that the identity of this worker looks at.
    if (dependsOnDirectory(asked.env) || dependsOnProcess(asked.env)) return undefined;
    if (hasOwnFiles(readlinkSync(`/proc/self/fd/${caller.descriptors[3]}`))) return undefined;
    if (terms === undefined || termsOf(caller.process) !== terms) return undefined;
    const tab = name === 'alien' ? questionIn(asked.words) : undefined;
    if (tab) return tabOf(asked, tab.question);
    const {words, env: own} = openingOf(asked.words, {name, hasLines: false, optionsOf});
    const around = {env: {...carried(asked.env), ...own}, series: new Series(), out: nowhere};
    if (keepsLog(around.env)) return undefined;
    using expansion = await expand(config, words, around);
    // An alias may stand for any line.
    if (!isServed(words, isCommand) || expansion.words !== words) return undefined;
    return {words, env: around.env, umask: asked.umask};
  } catch {
    return undefined; // and the caller says why
  }
}

/** Nothing in its words is an option of the program, and no alias stands for it. */
function tabOf({words, env, umask}: Request, question: Question): Task | undefined {
  const own = carried(env);
  return isServed(words, isCommand) && !keepsLog(own) ? {words, question, env: own, umask} : undefined;
}

/** Whether variables name files that this process would not find: `X509_USER_CERT=<(...)`. */
function dependsOnProcess(env: Environment): boolean {
  return Object.entries(env).some(([name, value = '']) => decides(name) && namesOwnFile(value));
}
