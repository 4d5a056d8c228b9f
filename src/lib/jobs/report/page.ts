import {durationText} from '../../words/duration.ts';
import {formatBytes} from '../../words/format-bytes.ts';
import {localTime} from '../local-times.ts';
import {phaseOf, PHASES, stateWords} from '../states.ts';
import {histogramChart, siteChart, timelineChart} from './charts.ts';
import {SCRIPT, STYLE} from './page-parts.ts';
import {efficiencyOf, type ReportData} from './report-data.ts';

/** One self-contained page: nothing is loaded when it is opened. */
export async function reportPage(data: ReportData): Promise<string> {
  const {master, made, jobs, counts} = data;
  const names = [...new Set(jobs.map(({name}) => name))].join(', ');
  const title = `Jobs of ${master}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p>${escaped(names)}: ${jobs.length} jobs, as of ${localTime(made.getTime() / 1000)}.</p>
<ul class="legend">${PHASES.map((phase) => `<li class="${phase}"><b>${counts[phase]}</b> ${phase}</li>`).join('')}</ul>
</header>
<main>
${await charts(data)}
${failures(data)}
${table(data)}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

async function charts(data: ReportData): Promise<string> {
  const {timeline, runTimes, memory, efficiency, sites} = data;
  const [time, unit] = (runTimes.edges.at(-1) ?? 0) > 7200 ? [3600, 'hours'] : [60, 'minutes'];
  const isShort = (runTimes.edges.at(-1) ?? 0) <= 120;
  const figures: readonly (readonly [string, boolean, () => Promise<string>])[] = [
    ['States over time', timeline.length > 1, () => timelineChart(timeline)],
    ['Sites', sites.length > 0, () => siteChart(sites)],
    [
      'Run time against the TTL',
      runTimes.counts.length > 0,
      () => histogramChart(runTimes, isShort ? {name: 'seconds', divisor: 1} : {name: unit, divisor: time}),
    ],
    [
      'Memory against the limit',
      memory.counts.length > 0,
      () => histogramChart(memory, {name: 'MiB', divisor: 2 ** 20}),
    ],
    [
      'Efficiency of the processor',
      efficiency.counts.length > 0,
      () => histogramChart(efficiency, {name: '% of the cores', divisor: 1}),
    ],
  ];
  const drawn: string[] = [];
  for (const [caption, isThere, drawIt] of figures)
    if (isThere) drawn.push(`<figure><figcaption>${caption}</figcaption>${await drawIt()}</figure>`);
  return `<section class="charts">${drawn.join('\n')}</section>`;
}

function failures({groups, bad}: ReportData): string {
  if (groups.length === 0) return '';
  const blamed = bad.map((site) => `<p class="warning">Nothing works at ${escaped(site)}.</p>`).join('');
  const items = groups.map(
    ({ids, state, exitCode, lines, sites, advice}) => `<li>
<h3>${ids.length} ${escaped(stateWords(state))}${exitCode ? `, exit code ${exitCode}` : ''}</h3>
<pre>${escaped(lines.join('\n'))}</pre>
<p>${escaped(sites.map(({site, count}) => `${site} (${count})`).join(', '))}</p>
<p class="advice">${escaped(advice)}</p>
</li>`,
  );
  return `<section><h2>Why jobs failed</h2>${blamed}<ol class="failures">${items.join('')}</ol></section>`;
}

interface Column {
  readonly heading: string;
  readonly text: (job: ReportData['jobs'][number]) => string;
  /** by what it is sorted, where that is not its text */
  readonly value?: (job: ReportData['jobs'][number]) => number | undefined;
}

const COLUMNS: readonly Column[] = [
  {heading: 'No.', text: ({number}) => String(number), value: ({number}) => number},
  {heading: 'Job', text: ({id}) => id, value: ({id}) => Number(id)},
  {heading: 'State', text: ({status}) => status},
  {heading: 'Site', text: ({site = ''}) => site},
  {
    heading: 'Started',
    text: ({started}) => (started ? localTime(started.getTime() / 1000) : ''),
    value: ({started}) => started?.getTime(),
  },
  {
    heading: 'Run time',
    text: ({seconds}) => (seconds === undefined ? '' : durationText(seconds)),
    value: ({seconds}) => seconds,
  },
  {
    heading: 'Memory',
    text: ({resources}) => (resources === undefined ? '' : formatBytes(resources.memory)),
    value: ({resources}) => resources?.memory,
  },
  {
    heading: 'CPU',
    text: (job) => (efficiencyOf(job) === undefined ? '' : `${Math.round(efficiencyOf(job) ?? 0)} %`),
    value: efficiencyOf,
  },
  {heading: 'Exit', text: ({exitCode}) => String(exitCode ?? ''), value: ({exitCode}) => exitCode},
  {heading: 'Reason', text: ({reason = ''}) => reason},
];

function table({jobs}: ReportData): string {
  const head = COLUMNS.map(
    ({heading}) => `<th scope="col"><button type="button">${heading}</button></th>`,
  ).join('');
  const rows = jobs.map((job) => {
    const cells = COLUMNS.map(({text, value}) => {
      const key = value?.(job);
      return `<td${key === undefined ? '' : ` data-key="${key}"`}>${escaped(text(job))}</td>`;
    });
    return `<tr class="${phaseOf(job.status)}">${cells.join('')}</tr>`;
  });
  return `<section><h2>All jobs</h2><div class="wide"><table><thead><tr>${head}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div></section>`;
}

/** Text from jobs is text, whatever it holds. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
