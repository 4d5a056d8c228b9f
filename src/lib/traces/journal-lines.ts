/** How entries of one kind are noted in journals. */
export interface JournalForm<Entry extends object> {
  /** what tells an entry from the others that are open */
  readonly keyOf: (entry: Entry) => string;
  /** whether what was read of an entry is the whole of it */
  readonly isEntry: (value: object) => value is Entry;
  /** ms without a change after which a journal of another machine is for any run to take over; absent: never */
  readonly silenceOfOthers?: number;
  /** reads a file that earlier versions wrote in another way; undefined for any other file, and one that is in use */
  readonly earlier?: (
    name: string,
    file: {readonly text: string; readonly age: number},
  ) => Entry[] | undefined;
}

/** Something that is noted about an entry; `number` tells which. */
export type Line<Entry> = {readonly number: number} & (Entry | Partial<Entry> | {readonly over: true});

export function lineOf<Entry>(line: Line<Entry>): string {
  return `${JSON.stringify(line)}\n`;
}

/** What is still open after all lines of a journal. Lines that cannot be read, such as a last one cut short, say nothing. */
export function openIn<Entry extends object>(
  text: string,
  {isEntry}: Pick<JournalForm<Entry>, 'isEntry'>,
): Entry[] {
  const open = new Map<number, object>();
  for (const line of text.split('\n')) {
    const found = parse(line);
    if (found === undefined) continue;
    const {number, over, ...facts} = found;
    if (over) open.delete(number);
    else open.set(number, {...open.get(number), ...facts});
  }
  return [...open.values()].filter(isEntry);
}

function parse(line: string): {number: number; over?: unknown} | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isLine = typeof value === 'object' && value !== null && 'number' in value;
    return isLine && typeof value.number === 'number' ? {...value, number: value.number} : undefined;
  } catch {
    return undefined;
  }
}
