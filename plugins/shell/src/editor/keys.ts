/** A key as `node:readline` tells it. */
export interface Key {
  /** what it types; undefined: nothing */
  readonly text: string | undefined;
  /** such as `return`, `up`, `a`; undefined for what has no name */
  readonly name: string | undefined;
  readonly ctrl: boolean;
  readonly meta: boolean;
  /** the bytes as they came */
  readonly sequence: string;
}

/** Text that was pasted, without what could be a key in it. */
export interface Paste {
  readonly pasted: string;
}

/** A key with a name, held with Ctrl where that is said: `ctrl-r`, `up`. Letters without Ctrl or Alt have none. */
export function chordOf({name, ctrl, meta}: Key): string {
  if (name === undefined || (!ctrl && !meta && name.length === 1)) return '';
  return `${ctrl ? 'ctrl-' : ''}${meta ? 'alt-' : ''}${name}`;
}

// eslint-disable-next-line no-control-regex -- they are what is taken out
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text from outside as it may stand in a line: ends of lines as one character, tabs as blanks, no keys. */
export function cleanPaste(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(CONTROLS, '');
}
