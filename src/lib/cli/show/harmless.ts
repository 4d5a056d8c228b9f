/**
 * C0 and C1 control characters, DEL, and the marks that turn the direction of text: in a file name or a job's
 * log they could move the cursor, forge output or make a terminal answer.
 */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const HARMFUL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Show control characters as `\xNN` or `\u{NNNN}`; line breaks and tabs stay. */
export function harmless(text: string): string {
  return text.replace(HARMFUL, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16).padStart(2, '0');
    return code < 0x100 ? `\\x${hex}` : `\\u{${hex}}`;
  });
}
