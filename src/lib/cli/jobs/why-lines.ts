import type {Explanation} from '../../jobs/why/why.ts';
import type {FailureGroup} from '../../jobs/why/groups.ts';
import {stateWords} from '../../jobs/states.ts';
import {idsText} from './job-words.ts';

/** Why jobs failed, for people: a block for each group of failures. */
export function whyLines(
  {rows, evidence, groups, badSites, registrable}: Explanation,
  command: string,
): string[] {
  if (groups.length === 0) return [`None of ${plural(rows.length, 'job')} has failed.`];
  const head = `${evidence.length} of ${plural(rows.length, 'job')} failed, in ${plural(groups.length, 'way')}.`;
  const bad = badSites.map((site) => `Nothing works at ${site}.`);
  const blocks = groups.flatMap((group, index) => ['', ...groupLines(group, index + 1)]);
  const hint =
    registrable.length > 0
      ? [
          '',
          `The logs of ${plural(registrable.length, 'job')} are kept, but not registered. To register and read them:`,
          `  ${command}`,
        ]
      : [];
  return [head, ...bad, ...blocks, ...hint];
}

function groupLines({state, exitCode, ids, lines, sites, advice}: FailureGroup, number: number): string[] {
  const code = exitCode === undefined || exitCode === 0 ? '' : `, exit code ${exitCode}`;
  return [
    `${number}. ${plural(ids.length, 'job')} ${stateWords(state)}${code}`,
    `   ${ids.length === 1 ? 'job' : 'jobs'}: ${idsText(ids)}`,
    `   at: ${sites.map(({site, count}) => `${site} (${count})`).join(', ')}`,
    ...lines.map((line) => `   | ${line}`),
    `   > ${advice}`,
  ];
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
