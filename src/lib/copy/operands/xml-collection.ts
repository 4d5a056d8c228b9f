import {UserError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import {absoluteLfn} from '../../paths/lfn.ts';
import {pathsBelowCommon} from './below-common.ts';
import type {CopyPair} from '../model/request.ts';

/** The lfn of a line of a collection ends at the next attribute: it is written as it is, quotes and all. */
const FILE = /<file name=".*?" lfn="(\/.*?)"(?= [a-zA-Z0-9]+="|\s*\/?>)/;

/**
 * The names in an XML collection, as `toXml` and `find -x` of the central service write it. They are not quite XML, so
 * they are read as the service does it: line by line.
 * @throws {UserError} 22 for a text that is no collection, or an empty one
 */
export function lfnsOfCollection(text: string): Lfn[] {
  const lfns = text.split('\n').flatMap((line) => {
    const [, lfn] = FILE.exec(line) ?? [];
    return lfn === undefined ? [] : [absoluteLfn(lfn)];
  });
  if (lfns.length === 0) throw new UserError('This is no XML collection, or it names no files.');
  return [...new Set(lfns)];
}

/** Copies of all files of a collection to a directory, below which they keep their paths after those common to all. */
export function pairsOfCollection(lfns: readonly Lfn[], destination: string): CopyPair[] {
  const directory = destination.replace(/\/+$/, '');
  return pathsBelowCommon(lfns).map((path, index) => ({
    line: index + 1,
    source: `alien:${lfns[index]}`,
    destination: `${directory}/${path}`,
  }));
}
