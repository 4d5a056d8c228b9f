import {hash} from 'node:crypto';
import {hostname} from 'node:os';
import {shortenedName} from './temporary-name.ts';

/** What the name of a file that is being fetched says about it. */
export interface PartialName {
  /** stands for the name that the file will have */
  readonly destination: string;
  /** stands for the content that it will have */
  readonly content: string;
  /** stands for the machine whose process writes it */
  readonly machine: string;
  readonly pid: number;
}

const FORM =
  /^\..*\.alien-(?<destination>[\w-]{6})-(?<content>[\w-]{12})-(?<machine>[\w-]{4})-(?<pid>\d+)\.part(?:\.packed)?$/s;

const thisMachine = digest(hostname(), 4);

/**
 * A hidden name for a file that is not complete yet, by which a later run finds it again:
 * `.NAME.alien-DESTINATION-CONTENT-MACHINE-PID.part`.
 * @param name of the complete file, without its directory
 * @param content everything that tells the wanted content from others
 */
export function partialName(name: string, content: readonly unknown[]): string {
  const words = [destinationKey(name), contentKey(content), thisMachine, process.pid];
  return shortenedName(name, `.alien-${words.join('-')}.part`, '.packed'.length);
}

/** What a name made by `partialName` says; undefined for any other. */
export function readPartialName(name: string): PartialName | undefined {
  const found = FORM.exec(name)?.groups;
  if (found === undefined) return undefined;
  const {destination = '', content = '', machine = '', pid = ''} = found;
  return {destination, content, machine, pid: Number(pid)};
}

export function isOfThisMachine({machine}: PartialName): boolean {
  return machine === thisMachine;
}

export function destinationKey(name: string): string {
  return digest(name, 6);
}

export function contentKey(content: readonly unknown[]): string {
  return digest(JSON.stringify(content), 12);
}

function digest(text: string, length: number): string {
  return hash('sha256', text, 'base64url').slice(0, length);
}
