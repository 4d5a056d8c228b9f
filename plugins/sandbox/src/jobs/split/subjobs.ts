import type {Jdl} from '@alien-grid/cli';
import type {Shares} from './groups.ts';
import {expandPatterns} from './patterns.ts';
import type {SubjobFacts} from './patterns.ts';

/** Keys that say how to split, and that a sub-job has no use for. */
const OF_MASTER = ['Split', 'SplitArguments', 'SplitMaxInputFileNumber', 'SplitMaxInputFileSize'];
/** A production leaves the input data as it is; else each sub-job has its share of it. */
const INPUT_KEYS = ['InputData', 'InputDataCollection'];

/** The descriptions of the sub-jobs. Several `SplitArguments` make as many sub-jobs of each share. */
export function subjobsOf(master: Jdl, id: number, {first, files: shares}: Shares): Jdl[] {
  const production = /^\s*production/i.test(master.text('Split') ?? '');
  const template = master.copy();
  for (const key of [...OF_MASTER, ...(production ? [] : INPUT_KEYS)]) template.delete(key);
  const args = master.list('SplitArguments');
  const variants = args.length > 0 ? args : [undefined];
  const suffix = noDownload(master) ? ',nodownload' : '';
  return shares.flatMap((share, index) =>
    variants.map((words, variant) => {
      const jdl = template.copy();
      const files = share.map(({lfn}) => lfn);
      if (words !== undefined) jdl.set('Arguments', words);
      if (!production) {
        const data = files.map((lfn) => `LF:${lfn}${suffix}`);
        jdl.set('InputData', data);
      }
      expandAll(jdl, {counter: first + index * variants.length + variant, files});
      jdl.set('MasterJobId', String(id));
      return jdl;
    }),
  );
}

function noDownload(master: Jdl): boolean {
  const items = INPUT_KEYS.flatMap((key) => master.list(key));
  return items.some((item) => /,\s*nodownload\b/i.test(item));
}

/** Only what holds a pattern is set anew, so that all else stays written as it was. */
function expandAll(jdl: Jdl, facts: SubjobFacts): void {
  const expand = (text: string): string => expandPatterns(text, facts);
  for (const key of jdl.keys()) {
    const text = jdl.text(key);
    if (text?.includes('#')) jdl.set(key, expand(text));
    const list = text === undefined ? jdl.list(key) : [];
    if (list.some((item) => item.includes('#'))) jdl.set(key, list.map(expand));
  }
}
