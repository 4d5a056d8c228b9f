import {similarNames} from '../words/suggest.ts';
import type {Finding} from './finding.ts';
import type {Jdl} from './jdl.ts';
import {KNOWN_KEYS, LIST_KEYS} from './known-keys.ts';
import {NEXT_STATEMENT} from './values.ts';

/**
 * What can be said of a job description without a look at anything else.
 * @param words how many words stand behind it on the command line
 * @param highest the highest `$n` in it
 */
export function checkJdl(jdl: Jdl, words: number, highest: number): Finding[] {
  return [
    ...(jdl.has('Executable') ? [] : [error('There is no Executable.', 'Name the program to run.')]),
    ...jdl.overwritten().map(({key, place}) => ({
      ...warning(`${key} is set again further down: this line counts for nothing.`),
      place,
    })),
    ...unknownKeys(jdl),
    ...jdl.keys().flatMap((key) => [...checkText(jdl, key)]),
    ...LIST_KEYS.flatMap((key) => [...checkList(jdl, key)]),
    ...checkNumbers(jdl),
    ...checkSplit(jdl),
    ...checkVariables(jdl),
    ...(words > highest
      ? [warning(`It has no $${highest + 1}: ${words - highest} of the words behind it are not used.`)]
      : []),
  ];
}

function unknownKeys(jdl: Jdl): Finding[] {
  const known = new Set([...KNOWN_KEYS, ...jdl.list('JDLVariables')].map((key) => key.toLowerCase()));
  return jdl
    .keys()
    .filter((key) => !known.has(key.toLowerCase()) && !/^LPM/i.test(key))
    .map((key) => {
      const [similar] = similarNames(key, KNOWN_KEYS);
      const hint = similar === undefined ? 'It is sent as it is.' : `Did you mean ${similar}?`;
      return {...warning(`${key} is no key that is known.`, hint), place: jdl.placeOf(key)};
    });
}

/** A value that holds more than was meant: the service reads on until the next `;`. */
function* checkText(jdl: Jdl, key: string): Generator<Finding> {
  const value = jdl.value(key);
  if (value === undefined || value.kind === 'list') return;
  const place = jdl.placeOf(key, 'value');
  if (value.kind === 'unquoted' && /\n\s*\w+\s*=(?!=)/.test(value.text)) {
    yield {...error(`The value of ${key} has no end.`, 'Put a `;` behind it.'), place};
  }
  if (value.kind !== 'text') return;
  if (NEXT_STATEMENT.test(value.text.slice(value.text.indexOf('"') + 1)) && value.text.includes('"')) {
    yield {...error(`The value of ${key} has no end.`, 'Put a `;` behind it.'), place};
  } else if (/"\s*\+\s*"/.test(value.text)) {
    const hint = 'Texts cannot be added: write one, or a list in { }.';
    yield {...error(`The value of ${key} is read as one text, with the + in it.`, hint), place};
  } else if (/(?<!\\)"/.test(value.text)) {
    const hint = 'Several items need { } around them.';
    yield {...error(`The value of ${key} has quotes inside of its quotes.`, hint), place};
  }
}

function* checkList(jdl: Jdl, key: string): Generator<Finding> {
  const value = jdl.value(key);
  if (value === undefined) return;
  if (value.kind === 'list') {
    if (value.items.length === 1 && /\S\s*,\s*\S/.test(value.items[0] ?? '') && !isOneItem(key, value.items))
      yield notAList(jdl, key);
    return;
  }
  if (value.kind === 'unquoted') {
    const hint = `Write {"${value.text.split(/\s*,\s*/).join('", "')}"}.`;
    yield {...error(`${key} is a list of texts, and has no quotes.`, hint), place: jdl.placeOf(key, 'value')};
  } else if (value.text.includes(',') && !isOneItem(key, [value.text])) yield notAList(jdl, key);
}

/** `LF:x,nodownload`, `a.zip:b,c@disk=2` have commas of their own. */
function isOneItem(key: string, [item = '']: readonly string[]): boolean {
  return /^Output/i.test(key) ? /[:@]/.test(item) : /,\s*nodownload\s*$/i.test(item);
}

function notAList(jdl: Jdl, key: string): Finding {
  const hint = 'Each item needs quotes of its own: {"a", "b"}.';
  return {
    ...error(`${key} is one text with commas, and not a list.`, hint),
    place: jdl.placeOf(key, 'value'),
  };
}

function* checkNumbers(jdl: Jdl): Generator<Finding> {
  for (const key of ['TTL', 'Price', 'CPUCores', 'SplitMaxInputFileNumber', 'MaxWaitingTime']) {
    const text = jdl.text(key);
    if (text === undefined || /[#\n]/.test(text) || jdl.number(key) !== undefined) continue;
    const hint =
      key === 'TTL' || key === 'MaxWaitingTime' ? 'Write seconds, such as 36000.' : 'Write a number.';
    yield {...error(`${key} is no number: "${text}".`, hint), place: jdl.placeOf(key, 'value')};
  }
  const ttl = jdl.number('TTL');
  if (ttl !== undefined && ttl > 0 && ttl < 60) {
    const place = jdl.placeOf('TTL', 'value');
    yield {...warning(`TTL is ${ttl} seconds.`, 'It counts seconds, not hours.'), place};
  }
  const memory = jdl.text('MemorySize');
  if (memory !== undefined && !/^\s*\d+(\.\d+)?\s*[KMGT]?B?\s*$/i.test(memory)) {
    const place = jdl.placeOf('MemorySize', 'value');
    yield {...error(`MemorySize is no size: "${memory}".`, 'Write such as "8GB".'), place};
  }
}

const COUNTER = /#alien/i;

function* checkSplit(jdl: Jdl): Generator<Finding> {
  const isSplit = jdl.has('Split');
  const withPattern = jdl.keys().find((key) => jdl.list(key).some((item) => COUNTER.test(item)));
  if (!isSplit && withPattern !== undefined) {
    const hint = 'Add Split, such as Split = "production:1-10";';
    const place = jdl.placeOf(withPattern, 'value');
    yield {...warning(`${withPattern} has a pattern of sub-jobs, and there is no Split.`, hint), place};
  }
  const directory = jdl.text('OutputDir');
  if (isSplit && directory !== undefined && !COUNTER.test(directory)) {
    const hint = 'Put #alien_counter# into it.';
    const place = jdl.placeOf('OutputDir', 'value');
    yield {...error('All sub-jobs would write to the same OutputDir.', hint), place};
  }
  if (directory === undefined && jdl.has('Executable'))
    yield warning('There is no OutputDir: the output goes to ~/alien-job-NUMBER.');
}

function checkVariables(jdl: Jdl): Finding[] {
  return jdl
    .list('JDLVariables')
    .map((name, index) => ({name, place: jdl.placeOf('JDLVariables', index)}))
    .filter(({name}) => !jdl.has(name) && name !== 'CPUCores')
    .map(({name, place}) => ({
      ...warning(`JDLVariables names ${name}, which is not set.`, `Add ${name} = "...";`),
      place,
    }));
}

function error(message: string, hint?: string): Finding {
  return finding('error', message, hint);
}

function warning(message: string, hint?: string): Finding {
  return finding('warning', message, hint);
}

function finding(severity: Finding['severity'], message: string, hint: string | undefined): Finding {
  return {severity, message, ...(hint === undefined ? {} : {hint})};
}
