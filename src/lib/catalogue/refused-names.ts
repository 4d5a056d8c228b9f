import {EXIT} from '../errors/exit-codes.ts';

/** What was to be done with a name that the service refused. */
export type Intent = 'remove' | 'rmdir' | 'make' | 'own' | 'move' | 'read';

interface Form {
  /** of the error text; its groups are the names */
  readonly form: RegExp;
  readonly intent: Intent;
  /** only for this command */
  readonly of?: string;
}

/** How the service tells which name it refuses, without telling why. */
const FORMS: readonly Form[] = [
  {form: /Failed to remove \[(.*)\]$/s, intent: 'remove'},
  {form: /Could not remove directory: (.*)$/s, intent: 'rmdir'},
  {form: /^No such file or directory : (.*)$/s, intent: 'rmdir', of: 'rmdir'},
  {form: /Could not create directory(?: \(or non-existing parents\))?: (.*)$/s, intent: 'make'},
  {form: /^Input\/output error : (.*): unable to ch(?:mod|own)$/s, intent: 'own'},
  {form: /Failed to ch(?:mod|own) file (.*)$/s, intent: 'own'},
  {form: /Source cannot be found: (.*)$/s, intent: 'move'},
  {form: /^Not a directory : (.*)$/s, intent: 'read', of: 'find'},
  {form: /^Failed to mirror (.*)$/s, intent: 'read', of: 'mirror'},
];

/** A name that was refused. */
export interface RefusedName {
  readonly name: string;
  readonly intent: Intent;
}

/** Commands whose operands are names of entries; which of the operands are. */
const NAMES: Readonly<Record<string, (operands: readonly string[]) => readonly string[]>> = {
  archiveList: all,
  cat: all,
  changeDiff: all,
  deleteMirror: first,
  du: all,
  listFilesFromCollection: first,
  md5sum: all,
  mirror: first,
  showTagValue: all,
  toXml: all,
};

/** Failures that can be anything. */
const VAGUE: readonly number[] = [EXIT.NO_SUCH_FILE, EXIT.INPUT_OUTPUT, EXIT.SERVER_FAILED];

/**
 * Which names a refusal is about.
 * @param text the error of the service
 * @returns none where it tells all that can be told
 */
export function refusedNames(
  command: string,
  words: readonly string[],
  text: string,
  exitCode: number,
): readonly RefusedName[] {
  for (const {form, intent, of} of FORMS) {
    const name = of === undefined || of === command ? form.exec(text)?.[1] : undefined;
    if (name !== undefined) return [{name, intent}];
  }
  const operands = operandsOf(words);
  if (command === 'mv' && /Failed to move /.test(text)) {
    return operands.map((name, index) => ({name, intent: index < operands.length - 1 ? 'move' : 'make'}));
  }
  const isVague = VAGUE.includes(exitCode) && !text.startsWith('No such file or directory');
  const names = isVague ? (NAMES[command]?.(operands) ?? []) : [];
  return names
    .filter((name) => name !== '' && !/[*?]/.test(name))
    .map((name) => ({name, intent: 'read'}) as const);
}

/** What stands behind `--`; without it, all words if none is an option. */
function operandsOf(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  if (end >= 0) return words.slice(end + 1);
  return words.some((word) => word.startsWith('-')) ? [] : words;
}

function all(operands: readonly string[]): readonly string[] {
  return operands;
}

function first(operands: readonly string[]): readonly string[] {
  return operands.slice(0, 1);
}
