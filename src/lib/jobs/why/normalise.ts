/** What differs from job to job in the same failure, in the order in which it is looked for. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*/g, 'TIME'],
  [/\b\d\d:\d\d:\d\d\b/g, 'TIME'],
  [/\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi, 'GUID'],
  [
    /\b(?:[\w-]+:\/\/)?[\w-]+(?:\.[\w-]+)*\.(?:ch|org|net|com|edu|gov|de|fr|it|uk|se|no|local|localdomain)(?::\d+)?\b/gi,
    'HOST',
  ],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, 'HOST'],
  [/(?:\/[\w.+@%:=-]+)+\/?/g, 'PATH'],
  [/\b0x[\da-f]+\b/gi, 'N'],
  [/[+-]?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi, 'N'],
];

/** The text of a failure without numbers, paths and hosts, so that the same failure reads the same in each job. */
export function normalise(text: string): string {
  return RULES.reduce((changed, [pattern, word]) => changed.replace(pattern, word), text)
    .replace(/\s+/g, ' ')
    .trim();
}

const TELLING =
  /error|fatal|fail|segmentation|exception|killed|cannot|can't|could not|no such|not found|abort|break|terminat|denied|exceed/i;
const MOST_LINES = 3;
const LONGEST_LINE = 300;

/** The lines of a log that say most about a failure: the last ones that sound like one. */
export function tellingLines(log: string): string[] {
  const lines = log
    .split(/\r?\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines
    .filter((line) => TELLING.test(line))
    .slice(-MOST_LINES)
    .map(inShort);
}

/** The last line of a log that is not empty. */
export function lastLine(log: string): string | undefined {
  const line = log
    .trimEnd()
    .split(/\r?\n|\r/)
    .at(-1)
    ?.trim();
  return line ? inShort(line) : undefined;
}

function inShort(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}...` : line;
}
