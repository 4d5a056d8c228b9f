import {basename} from 'node:path';
import type {Question, ShellName} from '../../completion/question.ts';
import {type OpenLine, type Quote, splitLine} from '../../completion/split-line.ts';
import {calledAs} from '../lines/called-as.ts';
import {programOptions} from '../lines/program-options.ts';
import type {Completer, Continuation, Continuations} from './completer.ts';

/** What a shell gets. */
interface Answer {
  readonly text: string;
  /** there may be more: the service had no time to answer */
  readonly isCut: boolean;
}

/**
 * The answer to a shell: in the first line `words`, or `files` or `directories` for the shell's own completion; then
 * one way to go on a line, as the script of this shell takes it.
 */
export async function shellAnswer({shell, text, replaced}: Question, completer: Completer): Promise<Answer> {
  const line = behindProgram(splitLine(text), completer);
  if (line === undefined) return {text: 'words\n', isCut: false};
  const {list, order, isCut = false}: Continuations = await completer.completeLine(line);
  const kept = Math.max(0, line.raw.length - replaced.length);
  const lines = list.map((each) => LINES[shell](each, each.text.slice(kept), line.quote));
  return {text: [order ?? 'words', ...lines, ''].join('\n'), isCut};
}

/** The command behind the name of the program, which may stand for one: `alien_cp`. */
function behindProgram(line: OpenLine, {commands}: Completer): OpenLine | undefined {
  const at = line.words.findIndex((word) => !/^\w+=/.test(word)); // variables of the command
  const name = line.words[at];
  if (name === undefined) return undefined;
  const {verb} = calledAs(basename(name));
  const optionsOf = (command: string): ReadonlySet<string> => {
    const flags = commands.find((each) => each.name === command)?.flags ?? [];
    return new Set(flags.flatMap(({names}) => names));
  };
  const {words} = programOptions(line.words.slice(at + 1), verb, optionsOf);
  return {...line, words: verb === undefined ? words : [verb, ...words]};
}

type Line = (each: Continuation, insert: string, quote: Quote) => string;

/** One way to go on, by shell. `insert` takes the place of what is replaced, where this quote is open. */
const LINES: Readonly<Record<ShellName, Line>> = {
  // bash closes the quote by itself
  bash: ({isOpen}, insert, quote) => insert + (isOpen || quote !== '' ? '' : ' '),
  zsh: ({isOpen, label, summary}, insert, quote) =>
    `${isOpen ? `>${insert}` : `.${insert}${quote}`}\t${label}${summary ? `  -- ${oneLine(summary)}` : ''}`,
  fish: ({word, summary}) => `${word}\t${oneLine(summary ?? '')}`,
};

/** Summaries of jobs and storage elements come from others. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ');
}
