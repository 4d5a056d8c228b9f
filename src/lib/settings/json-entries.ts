/** A member of a JSON object, and the line on which its name stands (from 1). */
export interface JsonEntry {
  readonly name: string;
  readonly value: unknown;
  readonly line: number;
}

/** Where a text stops being a JSON object, and what is missing there. */
export class JsonProblem extends Error {
  readonly line: number;
  /** the last member whose name was read before */
  readonly near: string | undefined;

  constructor(message: string, line: number, near: string | undefined) {
    super(message);
    this.line = line;
    this.near = near;
  }
}

const TOKEN = /\s*("(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\]:,])/y;

/**
 * The members of a JSON object with their lines. `JSON.parse` does the reading of values; this finds the lines
 * that it does not tell, so that a person sees where to look.
 * @throws {JsonProblem} for anything but one JSON object
 */
export function jsonEntries(text: string): JsonEntry[] {
  return new Scanner(text).object();
}

class Scanner {
  readonly #text: string;
  #at = 0;
  #near: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  object(): JsonEntry[] {
    const entries: JsonEntry[] = [];
    this.#expect('{', 'the file must begin with {');
    let word = this.#next();
    while (word !== '}') {
      if (!word?.startsWith('"')) throw this.#problem('a name in double quotes is expected');
      const line = this.#line(this.#at);
      const name = this.#parse(word) as string;
      this.#near = name;
      this.#expect(':', 'a colon is missing behind the name');
      entries.push({name, line, value: this.#value()});
      word = this.#next();
      if (word === '}') break;
      if (word !== ',') throw this.#problem('a comma or } is missing');
      word = this.#next();
    }
    if (this.#text.slice(this.#at).trim() !== '') {
      this.#next();
      throw this.#problem('there is something behind the last }');
    }
    return entries;
  }

  /** Skip one value, however deep, and let JSON.parse make something of it. */
  #value(): unknown {
    const start = this.#at;
    let depth = 0;
    do {
      const word = this.#next();
      if (word === undefined) throw this.#problem('this is no value; text needs double quotes');
      if (word === '{' || word === '[') depth++;
      if (word === '}' || word === ']') depth--;
      if (depth < 0) throw this.#problem('the value is missing');
    } while (depth > 0);
    return this.#parse(this.#text.slice(start, this.#at));
  }

  #parse(source: string): unknown {
    try {
      return JSON.parse(source);
    } catch {
      throw this.#problem('this is no value; text needs double quotes');
    }
  }

  #expect(wanted: string, complaint: string): void {
    if (this.#next() !== wanted) throw this.#problem(complaint);
  }

  #next(): string | undefined {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    if (match === null) {
      // so that a problem is found on the line of the word that is none
      this.#at += this.#text.slice(this.#at).search(/\S|$/) + 1;
      return undefined;
    }
    this.#at = TOKEN.lastIndex;
    return match[1];
  }

  #problem(message: string): JsonProblem {
    return new JsonProblem(message, this.#line(this.#at), this.#near);
  }

  #line(offset: number): number {
    return this.#text.slice(0, Math.min(offset, this.#text.trimEnd().length)).split('\n').length;
  }
}
