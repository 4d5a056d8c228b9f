import {compareWithLocal} from './read/compare-local.ts';
import type {Comparison} from './model/comparison.ts';
import type {Outcome} from './model/outcome.ts';
import {hashFile} from './transfer/hash-file.ts';
import type {CopyPlan} from './model/plan.ts';
import {runTransfers} from './run-transfers.ts';
import type {Tally} from './tally.ts';
import {whyEntryUpToDate} from './write/up-to-date.ts';

/** Files that are looked at, and perhaps read, at the same time. */
const WIDTH = 4;

/** A dry run: decide for each file of a plan what would be done with it. Nothing is asked, made or changed. */
export async function rehearse(
  {uploads, downloads}: CopyPlan,
  comparison: Comparison,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const options = {width: WIDTH, timeout: undefined, signal};
  await runTransfers(uploads, options, tally, async (item) => {
    if (item.isStream) return {kind: 'planned', replaces: item.existing !== undefined};
    const md5 = async () =>
      item.from ? (item.from.md5 ?? '') : (await hashFile(item.source, item.size, signal)).md5;
    return outcome(await whyEntryUpToDate(item, comparison, md5), item.existing !== undefined);
  });
  await runTransfers(downloads, options, tally, async (item) => {
    const {exists, upToDate} = await compareWithLocal(item, comparison, signal);
    return outcome(upToDate, exists);
  });
}

function outcome(upToDate: string | undefined, replaces: boolean): Outcome {
  return upToDate === undefined ? {kind: 'planned', replaces} : {kind: 'skipped', reason: upToDate};
}
