import type {Jdl} from '@alien-grid/cli';
import {lfnFrom} from '../../catalogue/names/names.ts';
import {packagesOf} from '../packages.ts';
import {findExecutable} from './lookup.ts';
import type {Submitter} from './lookup.ts';

/** A job that the task queue does not take; the message says why. */
export class SubmissionError extends Error {}

/** Checks that what a description names is there, and puts full names in. Throws {@link SubmissionError}. */
export function checkDescription(jdl: Jdl, submitter: Submitter): void {
  checkExecutable(jdl, submitter);
  for (const tag of ['InputFile', 'InputData']) checkInput(tag, jdl, submitter);
  checkValidation(jdl, submitter);
  checkCollections(jdl, submitter);
  const known = packagesOf(undefined);
  const missing = jdl.list('Packages').filter((name) => !known.includes(name));
  if (missing.length > 0) {
    throw new SubmissionError(`Package not defined: ${missing.join(', ')}`);
  }
}

function checkExecutable(jdl: Jdl, submitter: Submitter): void {
  if (jdl.list('Executable').length === 0) {
    throw new SubmissionError('The JDL has to indicate an Executable');
  }
  locate('Executable', jdl, submitter);
}

/** Puts the full name of a program in the place of what was written, which may be a list of one. */
function locate(tag: string, jdl: Jdl, submitter: Submitter): void {
  const [name = ''] = jdl.list(tag);
  const found = findExecutable(name, submitter);
  if (found === undefined) {
    const reason = `The ${tag} name you indicated (${name}) cannot be located in any standard PATH`;
    throw new SubmissionError(reason);
  }
  jdl.set(tag, found.lfn);
}

/** The entry without its suffix `,nodownload`. */
function withoutSuffix(item: string): string {
  return item.replace(/,nodownload$/i, '');
}

function checkInput(tag: string, jdl: Jdl, {catalogue}: Submitter): void {
  for (const item of jdl.list(tag)) {
    const entry = tag === 'InputData' ? withoutSuffix(item) : item;
    if (!entry.includes('/')) throw new SubmissionError(`${tag} contains an illegal entry: ${item}`);
    if (!entry.startsWith('LF:')) throw new SubmissionError(`${tag} doesn't start with 'LF:' : ${item}`);
    const lfn = entry.slice(3);
    if (catalogue.entries.find(lfnFrom(lfn)) === undefined) {
      throw new SubmissionError(`${tag} ${lfn} doesn't exist in the catalogue`);
    }
  }
}

function checkValidation(jdl: Jdl, submitter: Submitter): void {
  if (jdl.list('ValidationCommand').length > 0) locate('ValidationCommand', jdl, submitter);
}

function checkCollections(jdl: Jdl, {catalogue}: Submitter): void {
  for (const item of jdl.list('InputDataCollection')) {
    const lfn = withoutSuffix(item).replace(/^LF:/, '');
    const entry = catalogue.entries.find(lfnFrom(lfn));
    if (entry === undefined || entry.type === 'd') {
      throw notValid('InputDataCollection', lfn, entry !== undefined);
    }
  }
}

function notValid(tag: string, lfn: string, there: boolean): SubmissionError {
  const reason = there ? 'not a file or collection' : 'not in the catalogue';
  return new SubmissionError(`${tag} tag required ${lfn} which is not valid: ${reason}`);
}
