import type {ReadStream, WriteStream} from 'node:tty';
import type {Continuations} from '@alien-grid/cli/command';
import type {History} from '../history/history.ts';
import {continueLine} from './completion.ts';
import {type Key, type Paste, chordOf} from './keys.ts';
import {KeyStream} from './key-stream.ts';
import {LineView} from './line-view.ts';
import {Search} from './search.ts';
import {Walk} from './walk.ts';

/** What a line editor needs. */
export interface EditorParts {
  readonly input: ReadStream;
  readonly output: WriteStream;
  readonly history: History;
  /** what may come behind the text before the cursor */
  readonly complete: (text: string) => Promise<Continuations>;
  /** no grey text behind the line */
  readonly isPlain: boolean;
  /** the terminal can only print */
  readonly isDumb: boolean;
}

/** How reading a line has ended. */
export type Entered =
  | {readonly kind: 'line'; readonly line: string}
  /** Ctrl-C */
  | {readonly kind: 'dropped'}
  /** Ctrl-D in an empty line, or the terminal is gone */
  | {readonly kind: 'end'};

const PASTE_ON = '\u001b[?2004h';
const PASTE_OFF = '\u001b[?2004l';

/** ms; any long time */
const LONG_MS = 1_000_000_000;

/** Reads lines from a terminal, one after the other. Between two of them the terminal is free for commands. */
export class Editor {
  readonly #parts: EditorParts;
  readonly #keys: KeyStream;
  /** keys that came while no line was read, or during a completion */
  readonly #waiting: (Key | Paste)[] = [];
  /** what is to be printed in front of the next line */
  readonly #above: string[] = [];
  #view: LineView | undefined;
  #prompt = '';
  #finish: ((entered: Entered) => void) | undefined;
  #search: Search | undefined;
  #walk: Walk | undefined;
  #isBusy = false;
  #isScheduled = false;
  /** there while the shell is suspended */
  #suspended: NodeJS.Timeout | undefined;

  constructor(parts: EditorParts) {
    this.#parts = parts;
    this.#keys = new KeyStream(parts.input, (event) => {
      this.#waiting.push(event);
      if (this.#isScheduled) return;
      this.#isScheduled = true;
      queueMicrotask(() => this.#drain()); // when the other keys of its chunk are there too
    });
    parts.input.once('end', () => this.#end({kind: 'end'}));
  }

  /** Read a line. */
  async read(prompt: string): Promise<Entered> {
    const {input, output} = this.#parts;
    if (input.destroyed || input.readableEnded) return {kind: 'end'};
    this.#prompt = prompt;
    const entered = new Promise<Entered>((resolve) => (this.#finish = resolve));
    this.#keys.open();
    for (const text of this.#above.splice(0)) output.write(`${text}\n`);
    this.#bracketPastes(true);
    this.#show('');
    process.on('SIGCONT', this.#resumed);
    output.on('resize', this.#resized);
    this.#drain();
    return await entered;
  }

  /** Forget what was typed or pasted ahead. */
  forgetAhead(): void {
    this.#waiting.length = 0;
  }

  /** Print something above the line that is being typed; where none is, in front of the next one. */
  printAbove(text: string): void {
    const view = this.#view;
    if (view === undefined) return void this.#above.push(text);
    const {line, cursor} = view;
    view.erase();
    this.#parts.output.write(`${text}\n`);
    this.#show(line, cursor);
  }

  /** Let go of the terminal. */
  close(): void {
    this.#end({kind: 'end'});
    this.#keys.close();
  }

  /** A fresh view, with the line in it, where the cursor of the terminal is. */
  #show(line: string, cursor = line.length): void {
    this.#view?.close();
    this.#view = new LineView(this.#parts.output, this.#prompt, (entered) =>
      this.#end({kind: 'line', line: entered}),
    );
    if (line !== '') this.#view.replace(line, cursor);
  }

  #end(entered: Entered): void {
    const finish = this.#finish;
    if (finish === undefined) return;
    this.#finish = undefined;
    this.#search = undefined;
    this.#walk = undefined;
    process.off('SIGCONT', this.#resumed);
    this.#goOn();
    this.#parts.output.off('resize', this.#resized);
    this.#view?.close();
    this.#view = undefined;
    this.#bracketPastes(false);
    this.#keys.close();
    finish(entered);
  }

  #drain(): void {
    this.#isScheduled = false;
    while (this.#view !== undefined && !this.#isBusy) {
      const event = this.#waiting.shift();
      if (event === undefined) break;
      this.#view.clearHint();
      if ('pasted' in event) this.#paste(event.pasted);
      else if (this.#search === undefined && isText(event)) this.#view.type(event.text + this.#textAhead());
      else this.#press(event, this.#view);
    }
    const {isPlain, history} = this.#parts;
    const view = this.#view;
    if (view?.isAtEnd && !isPlain && !this.#search && !this.#isBusy) view.hint(history.restOf(view.line));
  }

  /** What is typed next, up to a key that does something: a long line is drawn once, not once a letter. */
  #textAhead(): string {
    const end = this.#waiting.findIndex((event) => 'pasted' in event || !isText(event));
    const keys = this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
    return keys.map((key) => ('pasted' in key ? '' : key.text)).join('');
  }

  /** Each whole line is entered as if it had been typed; what stands behind the last one may be edited. */
  #paste(text: string): void {
    const [first = '', ...others] = text.split('\n');
    this.#view?.type(first);
    const enter: Key = {text: undefined, name: 'return', ctrl: false, meta: false, sequence: '\r'};
    this.#waiting.unshift(...others.flatMap((pasted) => [enter, {pasted}]));
  }

  #press(key: Key, view: LineView): void {
    if (this.#search !== undefined && this.#pressInSearch(key, view, this.#search)) return;
    const chord = chordOf(key);
    if (chord !== 'up' && chord !== 'down' && chord !== 'ctrl-p' && chord !== 'ctrl-n')
      this.#walk = undefined;
    switch (chord) {
      case 'ctrl-c':
        view.leave();
        this.#parts.output.write('^C\n');
        return this.#end({kind: 'dropped'});
      case 'ctrl-d':
        if (view.line !== '') return view.press(key);
        this.#parts.output.write('\n');
        return this.#end({kind: 'end'});
      case 'ctrl-z':
        return this.#suspend();
      case 'ctrl-r':
        this.#search = new Search(view.line, this.#parts.history.newestFirst);
        return this.#showSearch(view, this.#search);
      case 'up':
      case 'ctrl-p':
        this.#walk ??= new Walk(view.line, this.#parts.history.newestFirst);
        return this.#goTo(view, this.#walk.back());
      case 'down':
      case 'ctrl-n':
        return this.#goTo(view, this.#walk?.forth());
      case 'tab':
        return void this.#complete(view);
      case 'right':
      case 'end':
      case 'ctrl-e':
      case 'ctrl-f':
        if (!view.isAtEnd) return view.press(key);
        return view.type(this.#parts.isPlain ? '' : this.#parts.history.restOf(view.line));
      default:
        view.press(key);
    }
  }

  #goTo(view: LineView, line: string | undefined): void {
    if (line !== undefined) view.replace(line);
  }

  /** @returns whether the key was for the search; else it ends the search and does what it always does */
  #pressInSearch(key: Key, view: LineView, search: Search): boolean {
    const chord = chordOf(key);
    if (chord === 'ctrl-r') search.older();
    else if (chord === 'backspace' || chord === 'ctrl-h') search.rubOut();
    else if (chord === '' && key.text !== undefined) search.type(key.text);
    else {
      const isDropped = chord === 'ctrl-g' || chord === 'ctrl-c' || chord === 'escape';
      this.#search = undefined;
      view.setPrompt(this.#prompt);
      if (isDropped) view.replace(search.before);
      return isDropped;
    }
    this.#showSearch(view, search);
    return true;
  }

  #showSearch(view: LineView, search: Search): void {
    view.replace(search.found);
    view.setPrompt(search.prompt);
  }

  async #complete(view: LineView): Promise<void> {
    this.#isBusy = true;
    const {output, complete} = this.#parts;
    try {
      const {line, cursor} = view;
      const next = continueLine(line, cursor, await complete(line.slice(0, cursor)), output.columns);
      if (this.#view !== view) return; // the line was ended meanwhile
      if (next.list.length > 0) {
        view.leave();
        output.write(`\n${next.list.join('\n')}\n`);
        this.#show(next.line, next.cursor);
      } else if (next.line !== line) view.replace(next.line, next.cursor);
    } finally {
      this.#isBusy = false;
      this.#drain();
    }
  }

  /** Whether the terminal is to mark what is pasted, so that it can be told from what is typed. */
  #bracketPastes(isOn: boolean): void {
    if (!this.#parts.isDumb) this.#parts.output.write(isOn ? PASTE_ON : PASTE_OFF);
  }

  #suspend(): void {
    this.#bracketPastes(false);
    this.#keys.close();
    // Without keys nothing else may keep the process, and it would end as soon as it goes on.
    this.#suspended ??= setInterval(() => undefined, LONG_MS);
    process.kill(process.pid, 'SIGTSTP');
  }

  readonly #resumed = (): void => {
    this.#goOn();
    this.#keys.open();
    this.#bracketPastes(true);
    this.#view?.redraw();
  };

  #goOn(): void {
    clearInterval(this.#suspended);
    this.#suspended = undefined;
  }

  /** Terminals wrap rows anew, so the line is drawn from its new first row on. */
  readonly #resized = (): void => {
    const view = this.#view;
    if (view === undefined) return;
    const {line, cursor} = view;
    view.erase();
    this.#show(line, cursor);
  };
}

/** Whether a key only types something. */
function isText(key: Key): key is Key & {readonly text: string} {
  return key.text !== undefined && chordOf(key) === '' && !/[\p{Cc}]/u.test(key.text);
}
