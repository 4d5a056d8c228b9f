import {phaseOf} from '../states.ts';
import type {JobRow} from '../rows.ts';
import {adviceText, type Remedy, remedyFor} from './advice.ts';
import type {Evidence} from './evidence.ts';
import {normalise} from './normalise.ts';

/** Failures that are the same. */
export interface FailureGroup {
  readonly state: string;
  readonly exitCode: number | undefined;
  readonly ids: readonly string[];
  /** what the first of them says */
  readonly lines: readonly string[];
  /** how many at each computing element, the most first */
  readonly sites: readonly {readonly site: string; readonly count: number}[];
  readonly remedy: Remedy;
  readonly advice: string;
}

/** A site must have failed so often before it is blamed. */
const LEAST_FAILURES = 3;
const NOWHERE = 'no site';

/** The computing elements where jobs fail and none succeeds, while others succeed elsewhere. */
export function badSites(rows: readonly Pick<JobRow, 'site' | 'status'>[]): string[] {
  const bySite = Map.groupBy(
    rows.filter(({site}) => site !== undefined),
    ({site = ''}) => site,
  );
  const has = (site: string, phase: string): number =>
    (bySite.get(site) ?? []).filter(({status}) => phaseOf(status) === phase).length;
  const sites = [...bySite.keys()];
  const good = sites.filter((site) => has(site, 'done') > 0);
  return good.length === 0
    ? []
    : sites.filter((site) => has(site, 'failed') >= LEAST_FAILURES && has(site, 'done') === 0);
}

/** Group failures by what they say; those at a bad site by the site, whatever they say. The largest first. */
export function groupFailures(evidence: readonly Evidence[], bad: readonly string[]): FailureGroup[] {
  const isBad = ({site}: Evidence): boolean => site !== undefined && bad.includes(site);
  const heads = Map.groupBy(evidence, (each) =>
    [isBad(each) ? each.site : '', each.state, each.exitCode, ...each.trace.map(normalise)].join('\n'),
  );
  const groups = [...heads.values()].flatMap((members) => (members.some(isBad) ? [members] : byLog(members)));
  return groups.map(groupOf(isBad)).sort((a, b) => b.ids.length - a.ids.length);
}

/** Those whose logs were not read go with the most that say the same in their traces. */
function byLog(members: readonly Evidence[]): Evidence[][] {
  const groups = Map.groupBy(members, ({log}) => log.map(normalise).join('\n'));
  const silent = groups.get('') ?? [];
  groups.delete('');
  const [largest, ...others] = [...groups.values()].sort((a, b) => b.length - a.length);
  return [[...(largest ?? []), ...silent], ...others];
}

function groupOf(isBad: (evidence: Evidence) => boolean): (evidence: Evidence[]) => FailureGroup {
  return (evidence) => {
    const first = evidence[0];
    if (first === undefined) throw new RangeError('a group without a member');
    const bySite = Map.groupBy(evidence, ({site = NOWHERE}) => site);
    const sites = [...bySite].map(([site, {length: count}]) => ({site, count}));
    const remedy = isBad(first) ? 'avoid site' : remedyFor(first);
    return {
      state: first.state,
      exitCode: first.exitCode,
      ids: evidence.map(({id}) => id),
      lines: [...first.trace, ...first.log],
      sites: sites.sort((a, b) => b.count - a.count),
      remedy,
      advice: adviceText(
        remedy,
        sites.map(({site}) => site),
      ),
    };
  };
}
