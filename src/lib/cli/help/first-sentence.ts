/** A dot and a blank before what can begin a sentence. */
const BREAK = /(?<=[^.\s][.!?])\s+(?=[A-Z"`$0-9-])/;

/**
 * Take a description apart: its first sentence stands in lists and on top of the help of a command, the rest below.
 * @returns `rest` is empty where there is one sentence only
 */
export function firstSentence(text: string): {first: string; rest: string} {
  const at = BREAK.exec(text);
  if (at === null) return {first: text, rest: ''};
  return {first: text.slice(0, at.index), rest: text.slice(at.index + at[0].length)};
}
