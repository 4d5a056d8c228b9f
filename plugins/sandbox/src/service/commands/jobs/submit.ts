import {Jdl, JdlError} from '@alien-grid/cli';
import type {Lfn} from '../../../catalogue/names/names.ts';
import {mayRead} from '../../../catalogue/owners/permissions.ts';
import {jobFrom} from '../../../jobs/job.ts';
import {COMPUTING_ELEMENT} from '../../../jobs/sites.ts';
import {checkDescription, SubmissionError} from '../../../jobs/submission/check.ts';
import {normalise} from '../../../jobs/submission/normalise.ts';
import {ContentsError} from '../../../storage/contents.ts';
import {command} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL, EREMOTEIO} from '../../answers/errno.ts';
import type {Grid} from '../../call/grid.ts';

/** The options of `cat`, by which the real service reads the description; none of them matters here. */
const OPTIONS = {n: 'flag', b: 'flag', E: 'flag', T: 'flag', o: 'text'} as const;

export default command({
  name: 'submit',
  usage: 'file|description [argument...]',
  help: [
    'Submits a job: a description in the catalogue, or one that is typed and has a `=` in it.',
    'The arguments take the places of $1, $2, ... in the description.',
  ],
  options: OPTIONS,
  needsWord: true,
  async run(call) {
    const {words, answer, session} = call;
    const [word = '', ...args] = words;
    const typed = word.includes('=');
    const path = typed ? undefined : session.resolve(word);
    const heading = `Submitting ${path ?? 'the content that you passed to the command'}`;
    const text = path === undefined ? word : await read(call, path);
    if (text === undefined) answer.fail(EREMOTEIO, `Not able to get the file ${path}`);
    const id = text === undefined ? undefined : submit(call, text, args, path);
    if (id === undefined) answer.say(heading);
    else answer.add({message: `${heading}\nYour new job ID is ${id}`, jobId: String(id)});
  },
});

type SubmitCall = Call<typeof OPTIONS>;

async function read({grid, session}: SubmitCall, path: Lfn): Promise<string | undefined> {
  const entry = grid.catalogue.entries.find(path);
  if (entry === undefined || !mayRead(session.account, entry)) return undefined;
  try {
    return (await grid.contents.read(entry)).toString();
  } catch (error) {
    if (error instanceof ContentsError) return undefined;
    throw error;
  }
}

/** Checks the description and puts the job into the queue; undefined if it was refused. */
function submit(
  {answer, session, grid}: SubmitCall,
  text: string,
  args: readonly string[],
  path: Lfn | undefined,
): number | undefined {
  const owner = session.account.name;
  const title = path ?? 'your job';
  try {
    const jdl = Jdl.parse(text, args);
    if (path !== undefined) jdl.set('JDLPath', path);
    if (args.length > 0) jdl.set('JDLArguments', args.join(' '));
    checkDescription(jdl, {catalogue: grid.catalogue, owner, home: session.home, path});
    normalise(jdl, owner);
    const refusal = quotaRefusal(owner, grid);
    if (refusal !== undefined) throw new SubmissionError(refusal);
    const note = `Job inserted, the request came from ${session.connectedFrom ?? 'another account'}`;
    return grid.jobs.insert(jobFrom(owner, jdl, {note, site: COMPUTING_ELEMENT}));
  } catch (error) {
    if (error instanceof JdlError) {
      answer.fail(EINVAL, `Passing arguments to ${title} failed:\n  ${error.message}`);
    } else if (error instanceof SubmissionError) {
      answer.fail(EREMOTEIO, `Task queue rejected ${title} due to:\n  ${error.message}`);
    } else throw error;
    return undefined;
  }
}

/** A job that could not save anything is not let in either. */
function quotaRefusal(owner: string, {catalogue, jobs}: Grid): string | undefined {
  if (catalogue.quotas.allows(owner, 1)) return jobs.quotas.refusal(owner);
  return `User ${owner} has exceeded the file quota and is not allowed to write any more files`;
}
