import type {Counts} from '../follow/snapshot.ts';
import {localTime} from '../local-times.ts';
import type {Phase} from '../states.ts';
import type {Histogram, Moment} from './report-data.ts';

/** Colours are those of the page, so that they follow light and dark. */
const INK = 'var(--ink)';
const LINE = 'var(--line)';
const COLOURS: Readonly<Record<Phase, string>> = {
  done: 'var(--done)',
  running: 'var(--running)',
  waiting: 'var(--waiting)',
  failed: 'var(--failed)',
  killed: 'var(--killed)',
};
/** Stacked in this order. */
const ORDER: readonly Phase[] = ['done', 'failed', 'killed', 'running', 'waiting'];

const WIDTH = 520;
const HEIGHT = 220;

type Option = Readonly<Record<string, unknown>>;

const LABEL = {color: INK, fontSize: 12};

/** What all charts have in common. */
const COMMON: Option = {
  animation: false,
  textStyle: {fontFamily: 'inherit', color: INK},
  grid: {left: 48, right: 16, top: 28, bottom: 40},
};

const valueAxis = (name: string): Option => ({
  type: 'value',
  name,
  minInterval: 1,
  nameTextStyle: LABEL,
  axisLabel: LABEL,
  splitLine: {lineStyle: {color: LINE}},
});

const categoryAxis = (data: readonly string[], name = ''): Option => ({
  type: 'category',
  data,
  name,
  nameLocation: 'middle',
  nameGap: 26,
  nameTextStyle: LABEL,
  axisLabel: {...LABEL, hideOverlap: true},
  axisLine: {lineStyle: {color: LINE}},
  axisTick: {show: false},
});

/** Draw a chart as SVG, which scales with the page. */
async function draw(option: Option, height = HEIGHT): Promise<string> {
  const {init} = await import('echarts');
  const chart = init(null, null, {renderer: 'svg', ssr: true, width: WIDTH, height});
  try {
    chart.setOption({...COMMON, ...option});
    return chart.renderToSVGString({useViewBox: true}).replace(/ (?:width|height)="\d+"(?=[^>]*xmlns)/g, '');
  } finally {
    chart.dispose();
  }
}

/** Jobs in each phase over time. */
export async function timelineChart(moments: readonly Moment[]): Promise<string> {
  const days = new Set(moments.map(({at}) => localTime(at.getTime() / 1000).slice(0, 10)));
  const times = moments.map(({at}) =>
    localTime(at.getTime() / 1000).slice(...(days.size > 1 ? [5, 16] : [11, 19])),
  );
  return await draw({
    xAxis: {...categoryAxis(times), boundaryGap: false},
    yAxis: valueAxis('jobs'),
    series: ORDER.map((phase) => ({
      type: 'line',
      name: phase,
      stack: 'all',
      step: 'end',
      symbol: 'none',
      silent: true,
      data: moments.map((moment) => moment[phase]),
      lineStyle: {width: 0},
      areaStyle: {color: COLOURS[phase], opacity: 1},
    })),
  });
}

/**
 * A histogram with a line at the limit, where that is not far away.
 * @param unit what an axis label is in, with what a value is divided by
 */
export async function histogramChart(
  {edges, counts, limit}: Histogram,
  unit: {readonly name: string; readonly divisor: number},
): Promise<string> {
  const text = (value: number): string => String(Number((value / unit.divisor).toPrecision(3)));
  const width = (edges[1] ?? 1) - (edges[0] ?? 0);
  const labels = counts.map((_, index) => text(edges[index] ?? 0));
  const place = limit === undefined ? undefined : limit / width - 0.5;
  const isNear = place !== undefined && place < counts.length;
  const name = limit !== undefined && !isNear ? `${unit.name} (limit: ${text(limit)})` : unit.name;
  return await draw({
    xAxis: categoryAxis(labels, name),
    yAxis: valueAxis('jobs'),
    series: [
      {
        type: 'bar',
        silent: true,
        barCategoryGap: '8%',
        data: counts,
        itemStyle: {color: COLOURS.running},
        ...(isNear && {
          markLine: {
            silent: true,
            symbol: 'none',
            data: [{xAxis: Math.max(place, 0), label: {...LABEL, formatter: 'limit'}}],
            lineStyle: {color: COLOURS.failed},
          },
        }),
      },
    ],
  });
}

/** Jobs at each site by phase. */
export async function siteChart(
  sites: readonly {readonly site: string; readonly counts: Counts}[],
): Promise<string> {
  const list = [...sites]
    .sort((a, b) => b.counts.failed - a.counts.failed)
    .slice(0, 12)
    .reverse();
  return await draw(
    {
      grid: {left: 150, right: 24, top: 8, bottom: 28},
      xAxis: valueAxis(''),
      yAxis: {
        ...categoryAxis(list.map(({site}) => site.replace(/^ALICE::/, ''))),
        axisLabel: {...LABEL, width: 136, overflow: 'truncate'},
      },
      series: ORDER.map((phase) => ({
        type: 'bar',
        name: phase,
        stack: 'all',
        silent: true,
        barMaxWidth: 22,
        data: list.map(({counts}) => counts[phase]),
        itemStyle: {color: COLOURS[phase]},
      })),
    },
    60 + list.length * 32,
  );
}
