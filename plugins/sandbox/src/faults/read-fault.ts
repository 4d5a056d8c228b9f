import {UserError} from '@alien-grid/cli';
import {elementNamed} from '../catalogue/elements/elements.ts';
import {FAULTS, JOB_ENDS, kindOf, ODD_SIZES, usageOf} from './kinds.ts';
import type {Argument, FaultKind, FaultName, JobEnd, OddSize} from './kinds.ts';

/** A fault as it was asked for. Plain data: it travels as JSON. */
export interface Fault {
  readonly name: FaultName;
  /** ms */
  readonly time?: number;
  readonly points?: number;
  readonly bytes?: number;
  /** The only command that it is about. */
  readonly command?: string;
  /** The full name of the storage element. */
  readonly element?: string;
  /** How sizes are told. */
  readonly form?: OddSize;
  /** How a job ends. */
  readonly end?: JobEnd;
  /** How often it should happen; always, without it. */
  readonly count?: number;
}

const TIME = /^(\d+(?:\.\d+)?)(ms|s|m)$/;
const MILLISECONDS: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000};
const LONGEST = 24 * 3600 * 1000;
const BYTES = /^(\d+)([KM]?)$/;
const BYTES_IN: Readonly<Record<string, number>> = {'': 1, K: 1024, M: 1024 * 1024};

/** The kind of fault of that name. Throws a {@link UserError} if there is none. */
export function requireKind(name: string): FaultKind & {readonly name: FaultName} {
  const kind = kindOf(name);
  if (kind !== undefined) return kind;
  throw new UserError(`There is no fault \`${name}\``, {
    next: [`Choose one of: ${FAULTS.map((each) => each.name).join(' ')}`],
  });
}

/** Reads `latency 30ms`, one word each. Throws a {@link UserError} for what cannot be understood. */
export function readFault(words: readonly string[], count?: number): Fault {
  const [name = '', ...rest] = words;
  const kind = requireKind(name);
  const refuse = (problem: string): UserError =>
    new UserError(problem, {next: [`Write: alien sandbox fault ${usageOf(kind)}`, kind.meaning]});
  if (rest.length > kind.args.length)
    throw refuse(`\`${rest.at(-1)}\` is too much for the fault \`${name}\``);
  if (count !== undefined && kind.counted === undefined) {
    throw refuse(`The fault \`${name}\` is there until it is cleared: it cannot be counted`);
  }
  const values = kind.args.map((argument, index) => readArgument(argument, rest[index], refuse));
  return Object.assign({name: kind.name}, ...values, count === undefined ? {} : {count}) as Fault;
}

function readArgument(
  argument: Argument,
  word: string | undefined,
  refuse: (problem: string) => UserError,
): Partial<Fault> {
  if (word === undefined) {
    if (argument.startsWith('[')) return {};
    throw refuse(`${argument} is missing`);
  }
  switch (argument) {
    case '[COMMAND]':
      return {command: word};
    case 'SE': {
      const element = elementNamed(word);
      if (element !== undefined) return {element: element.name};
      throw refuse(`There is no storage element \`${word}\``);
    }
    case 'TIME': {
      const [, number, unit = ''] = TIME.exec(word) ?? [];
      const time = Number(number) * (MILLISECONDS[unit] ?? 0);
      if (time > 0 && time <= LONGEST) return {time};
      throw refuse(`\`${word}\` is no time with its unit, such as 30ms, 2s or 15m`);
    }
    case 'BYTES':
    case '[BYTES]': {
      const [, number, unit = ''] = BYTES.exec(word) ?? [];
      if (number !== undefined) return {bytes: Number(number) * (BYTES_IN[unit] ?? 1)};
      throw refuse(`\`${word}\` is no number of bytes, such as 500, 64K or 1M`);
    }
    case 'FORM': {
      const form = ODD_SIZES.find((each) => each === word);
      if (form !== undefined) return {form};
      throw refuse(`\`${word}\` is none of ${ODD_SIZES.join(', ')}`);
    }
    case 'END': {
      const end = JOB_ENDS.find((each) => each === word.toUpperCase());
      if (end !== undefined) return {end};
      throw refuse(`\`${word}\` is none of ${JOB_ENDS.join(', ')}`);
    }
    case '[POINTS]':
      if (/^\d{1,6}$/.test(word)) return {points: Number(word)};
      throw refuse(`\`${word}\` is no number of points`);
  }
}
