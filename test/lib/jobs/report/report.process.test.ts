import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {reportPage} from '../../../../src/lib/jobs/report/page.ts';
import {reportData} from '../../../../src/lib/jobs/report/report-data.ts';
import type {DetailedJob} from '../../../../src/lib/jobs/rows.ts';
import {traceLines} from '../../../../src/lib/jobs/trace.ts';
import {firstInstalled} from '../../../../src/lib/programs/find-program.ts';

const BEGIN = 1_700_000_000;
const EVIL = '<script>document.title="evil"</script>';

/** A job that ended after so many minutes, in a state, at a site. */
function job(index: number, status: string, site: string, minutes: number, said: string): DetailedJob {
  const at = (seconds: number, tag: string, text: string): string =>
    `${BEGIN + seconds} [${tag.padEnd(10)}]: ${text}\n`;
  const end = 60 * minutes;
  const proc = `0:0:0 ${end} 1 1 ${end * 0.8} 100 100 1 6 1 1 ${200 + index} 900 1000`;
  return {
    id: String(100 + index),
    owner: 'demo',
    name: 'run.sh',
    master: '99',
    status,
    site,
    node: 'n',
    priority: '0',
    jdl: 'TTL = 3600; MemorySize = "300MB";',
    trace: traceLines(
      at(0, 'state', 'Job state transition to WAITING') +
        at(index, 'state', 'Job state transition from WAITING to RUNNING') +
        at(end, 'proc', proc) +
        at(end, 'trace', said) +
        at(end, 'state', `Job state transition from RUNNING to ${status}`),
    ),
  };
}

const JOBS = [
  ...Array.from({length: 20}, (_, index) => job(index, 'DONE', 'ALICE::A::CE', 10 + index, 'Saved 3 files')),
  ...Array.from({length: 5}, (_, index) =>
    job(20 + index, 'ERROR_E', 'ALICE::B::CE', 70, `Error ${EVIL} ${index}`),
  ),
];

describe('the report about jobs', () => {
  const data = reportData('99', JOBS, new Date((BEGIN + 9000) * 1000));

  it('sums up states, times, memory, sites and reasons', () => {
    assert.deepEqual(data.counts, {waiting: 0, running: 0, done: 20, failed: 5, killed: 0});
    assert.deepEqual(data.bad, ['ALICE::B::CE']);
    assert.deepEqual(
      data.groups.map(({ids}) => ids.length),
      [5],
    );
    assert.equal(
      data.runTimes.counts.reduce((sum, count) => sum + count, 0),
      25,
    );
    assert.deepEqual([data.runTimes.limit, data.memory.limit], [3600, 300 * 2 ** 20]);
    assert.ok(data.efficiency.edges.includes(80) || Math.max(...data.efficiency.edges) >= 80);
    const [first, last] = [data.timeline[0], data.timeline.at(-1)];
    assert.deepEqual([first?.waiting, first?.running, last?.done, last?.failed], [24, 1, 20, 5]);
    for (const {waiting, running, done, failed, killed} of data.timeline)
      assert.equal(waiting + running + done + failed + killed, 25);
  });

  it('of jobs without traces, and of none, is a page too', async () => {
    assert.match(await reportPage(reportData('1', [], new Date())), /0 jobs/);
    const silent = JOBS.map((each) => ({...each, trace: [], jdl: ''}));
    assert.match(await reportPage(reportData('1', silent, new Date())), /Sites/);
  });

  it('loads nothing, and takes text from jobs for text', async () => {
    const page = await reportPage(data);
    assert.deepEqual(page.match(/<svg/g)?.length, 5);
    assert.ok(!page.includes(EVIL));
    const addresses = [...page.matchAll(/\b(?:src|href)="([^"]*)"|url\(([^)]*)\)|https?:\/\/[^\s"<]*/g)].map(
      ([found]) => found,
    );
    assert.deepEqual(
      [...new Set(addresses)].filter((found) => !/^(?:http:\/\/www\.w3\.org\/|url\(#)/.test(found)),
      [],
    );
  });

  describe('in a browser', () => {
    let dir: string;
    const chromium = firstInstalled(['chromium'], process.env['PATH']);
    before(async function () {
      if (chromium === undefined) return this.skip();
      dir = await mkdtemp(join(tmpdir(), 'alien-report-'));
    });
    after(() => (chromium === undefined ? undefined : rm(dir, {recursive: true, force: true})));

    /** What a script sees in the page, in a window of this width. */
    async function seen(script: string, width: number, ...options: string[]): Promise<unknown> {
      const path = join(dir, 'report.html');
      const look = `<script>document.documentElement.dataset.seen = JSON.stringify((() => { ${script} })());</script>`;
      await writeFile(
        path,
        (await reportPage(data)).replace('</body>', () => `${look}</body>`),
      );
      const words = [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        `--user-data-dir=${join(dir, 'profile')}`,
      ];
      const {stdout} = await promisify(execFile)(
        chromium ?? '',
        [...words, `--window-size=${width},900`, ...options, '--dump-dom', `file://${path}`],
        {timeout: 60_000},
      );
      const text = /data-seen="([^"]*)"/.exec(stdout)?.[1] ?? '';
      return JSON.parse(text.replaceAll('&quot;', '"'));
    }

    it('fits into 400 px, is dark where the reader wants that, and its list can be sorted', async () => {
      const script = `
        const rows = () => [...document.querySelectorAll('tbody tr')].map((row) => row.cells[1].textContent);
        const click = (column) => document.querySelectorAll('th button')[column].click();
        click(1); const up = rows()[0]; click(1); const down = rows()[0]; click(2); const state = rows()[0];
        return {
          wide: document.documentElement.scrollWidth > innerWidth,
          paper: getComputedStyle(document.body).backgroundColor,
          bar: getComputedStyle(document.querySelector('svg path[fill^=var]')).fill,
          title: document.title, up, down, state,
        };`;
      const light = await seen(script, 400);
      const dark = await seen(script, 400, '--blink-settings=preferredColorScheme=0');
      const common = {wide: false, title: 'Jobs of 99', up: '100', down: '124', state: '119'};
      assert.deepEqual(light, {...common, paper: 'rgb(255, 255, 255)', bar: 'rgb(46, 139, 87)'});
      assert.deepEqual(dark, {...common, paper: 'rgb(20, 23, 29)', bar: 'rgb(79, 179, 124)'});
    });
  });
});
