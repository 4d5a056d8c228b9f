import {stripTypeScriptTypes} from 'node:module';

/** Code without its types, or why it cannot be read. */
export type Stripped = {readonly code: string} | {readonly error: Error; readonly isIncomplete: boolean};

/** TypeScript without its types: JavaScript of the same length. */
export function typesStripped(code: string): Stripped {
  try {
    return {code: strip(code)};
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {error, isIncomplete: isIncomplete(code, error)};
  }
}

/** Whether there could be more lines, as in the middle of a function. */
function isIncomplete(code: string, {message}: Error): boolean {
  if (/got '<eof>'|Unterminated (?:template|block comment)/.test(message)) return true;
  if (!message.startsWith('Expression expected')) return false;
  try {
    strip(`${code} 0`);
    return true;
  } catch (error) {
    return error instanceof Error && message !== error.message && error.message.includes("got '<eof>'");
  }
}

let isWarned = false;

/** Node says once that this is experimental. What it does is fixed by the Node that comes with the program. */
function strip(code: string): string {
  if (isWarned) return stripTypeScriptTypes(code);
  isWarned = true;
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(code);
  } finally {
    process.emitWarning = emitWarning;
  }
}
