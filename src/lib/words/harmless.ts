/**
 * C0 and C1 control characters, DEL, the separators of lines and paragraphs, and the marks that turn the direction of
 * text: in a file name or a job's log they could move the cursor, forge output or make a terminal answer.
 */
const HARMFUL =
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/** Show control characters as `\xNN` or `\u{NNNN}`; line breaks and tabs stay. */
export function harmless(text: string): string {
  return text.replace(HARMFUL, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`;
  });
}

// eslint-disable-next-line no-control-regex -- a style begins with one
const STYLES = /(\u001b\[[\d;]*m)/;

/** The same for a text of ours with styles in it, such as bold: those stay. */
export function harmlessStyled(text: string): string {
  const pieces = text.split(STYLES);
  return pieces.map((piece, index) => (index % 2 === 0 ? harmless(piece) : piece)).join('');
}

/** The same for a text that is JSON: it stays JSON, and means the same. */
export function harmlessJson(text: string): string {
  return text.replace(HARMFUL, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
