import {execFileSync} from 'node:child_process';
import {performance} from 'node:perf_hooks';

/** What the program may take on the disk without Node, in MB: as npm installs it with the package of the platform. */
const LARGEST = 25;

export function secondsOf(work) {
  const started = performance.now();
  work();
  return Number(((performance.now() - started) / 1000).toFixed(2));
}

/** What a form takes and how it did. */
export const figuresOf = (directory, seconds, result) => ({
  megabytes: megabytesOf(directory),
  'without Node': megabytesOf(directory, '--exclude=node-linux-*'),
  files: Number(execFileSync('sh', ['-c', 'find "$0" -type f | wc -l', directory], {encoding: 'utf8'})),
  'first version (s)': seconds,
  result,
});

/**
 * The figures of all forms as a table for the page of the release.
 * @param {Record<string, ReturnType<typeof figuresOf>>} forms
 * @returns {string} Markdown
 */
export function markdownOf(forms) {
  const headings = Object.keys(Object.values(forms)[0] ?? {});
  const rows = [
    ['form', ...headings],
    ['---', ...headings.map(() => '---')],
    ...Object.entries(forms).map(([form, figures]) => [form, ...headings.map((name) => figures[name])]),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** @throws {Error} if the npm form, its Node left out, is too large */
export function checkSize(directory) {
  const megabytes = megabytesOf(directory, '--exclude=node-linux-*');
  if (megabytes >= LARGEST)
    throw new Error(`${directory} takes ${megabytes} MB without Node, and ${LARGEST} are too many.`);
}

const megabytesOf = (directory, ...options) =>
  Number(execFileSync('du', ['-sm', ...options, directory], {encoding: 'utf8'}).split('\t')[0]);
