import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join, resolve} from 'node:path';
import {promisify} from 'node:util';
import {chaptersOf, type Page, readPages} from '../../scripts/site/pages.mjs';
import {render} from '../../scripts/site/render.mjs';
import {writeSite} from '../../scripts/site/write.mjs';

describe('the documents', () => {
  const pages = readPages();
  const rendered = new Map(pages.map((page) => [page.source, render(pages, page)]));

  it('have no link that leads nowhere', () => {
    const dead = pages.flatMap((page) =>
      (rendered.get(page.source)?.links ?? []).flatMap(({href, found}) =>
        isAlive(found) ? [] : [`${page.source}: ${href}`],
      ),
    );
    assert.deepEqual(dead, []);
  });

  function isAlive(found: {page?: Page; anchor?: string; file?: string; url?: string}): boolean {
    if (found.page === undefined) return (found.file ?? found.url) !== undefined;
    return !found.anchor || rendered.get(found.page.source)?.anchors.has(found.anchor) === true;
  }

  it('tell a dead link from a live one', () => {
    const [page] = pages;
    assert.ok(page);
    const broken = {
      ...page,
      text: '# x\n\n[a](nowhere.md) [b](#x) [c](#y) [d](mailto:x@y)\n\n`[e](code.md)`',
    };
    const {links, anchors} = render(pages, broken);
    assert.deepEqual([...anchors], ['x']);
    assert.deepEqual(
      links.map(({href, found}) => [href, Object.keys(found)[0]]),
      [
        ['nowhere.md', 'missing'],
        ['#x', 'page'],
        ['#y', 'page'],
        ['mailto:x@y', 'url'],
      ],
    );
  });

  it('are each in the navigation, once', () => {
    const listed = chaptersOf(pages).flatMap((chapter) => chapter.pages.map(({source}) => source));
    assert.deepEqual(
      listed.sort(),
      pages
        .map(({source}) => source)
        .filter((source) => source.startsWith('docs/'))
        .sort(),
    );
  });
});

describe('the site', () => {
  const directory = mkdtempSync(join(tmpdir(), 'alien-site-'));
  before(() => writeSite(directory));
  after(() => rmSync(directory, {recursive: true}));

  const text = (path: string) => readFileSync(join(directory, path), 'utf8');

  it('has all that its pages refer to, with the places in them', () => {
    const files = readdirSync(directory, {recursive: true, encoding: 'utf8'});
    const places = new Map(
      files.filter((path) => path.endsWith('.html')).map((path) => [path, new Set(found(text(path), 'id'))]),
    );
    assert.ok(places.has('index.html') && places.has('commands/index.html'));
    const dead = [...places.keys()].flatMap((path) =>
      found(text(path), '(?:href|src)')
        .filter((link) => !/^[a-z]+:/.test(link))
        .filter((link) => {
          const [file = '', anchor] = link.split('#').map(decodeURIComponent);
          const target = file === '' ? path : resolve('/', dirname(path), file).slice(1);
          return !files.includes(target) || (anchor !== undefined && !places.get(target)?.has(anchor));
        })
        .map((link) => `${path}: ${link}`),
    );
    assert.deepEqual(dead, []);
  });

  it('leads from each page of the navigation to the one after it', () => {
    const listed = chaptersOf(readPages()).flatMap((chapter) => chapter.pages);
    let page = 'index.html';
    for (const {target} of listed) {
      assert.equal(page, target);
      const [, next = ''] = /<p class="onward">Next: <a href="([^"]+)"/.exec(text(page)) ?? [];
      page = resolve('/', dirname(page), next).slice(1);
    }
  });

  it('plays terminals in a browser, and ends with all that was there', async function () {
    const browser = findBrowser();
    if (browser === undefined) {
      console.log('      There is no browser here (chromium): the site is not looked at in one.');
      this.skip();
    }
    this.timeout(BROWSER_MS + 10_000);
    const plain = text('tour.html');
    writeFileSync(
      join(directory, 'played.html'),
      plain.replace('</body>', `<script defer>${PRESS}</script>$&`),
    );
    const seen = await pageIn(browser, join(directory, 'played.html'));
    assert.deepEqual(seen.errors, []);
    const [, counts] = /<title>(.*?)<\/title>/.exec(seen.html) ?? [];
    const [first = ''] = plain.match(/<pre class="terminal">.*?<\/pre>/s) ?? [];
    const steps = first.split('class="step"').length - 1;
    assert.equal(counts, `1 of ${steps}`);
    assert.ok(seen.html.includes(first), 'it was not played to its end');
  });

  it('shows what is typed apart from what is printed, and harmless', () => {
    const {html} = render([], {
      source: 'docs/x.md',
      target: 'x.html',
      title: 'x',
      text: '```text\nAliEn[demo]:/a/ >ls <b>\n<b>\n```\n',
    });
    assert.match(
      html,
      /<i>AliEn\[demo\]:<span class="place">\/a\/<\/span> &gt;<\/i><kbd>ls &lt;b&gt;<\/kbd>\n<samp>&lt;b&gt;/,
    );
  });
});

/** What a reader presses: the next line, how many are seen is put into the title; then it plays. */
const PRESS = `addEventListener('load', () => {
  const [play, next] = document.querySelectorAll('.player button');
  const [steps] = [...document.querySelectorAll('pre.terminal')].map((each) => [...each.querySelectorAll('.step')]);
  next.click();
  document.title = steps.filter((step) => !step.classList.contains('later')).length + ' of ' + steps.length;
  play.click();
})`;

/** The most that a browser gets; it needs a second or two. */
const BROWSER_MS = 120_000;

/** The time that passes in the page, which a browser does not wait for: enough to play a terminal. */
const PAGE_MS = 60_000;

function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** A page as a browser shows it in the end, and the errors of its console. */
async function pageIn(browser: string, file: string): Promise<{html: string; errors: string[]}> {
  const profile = mkdtempSync(join(tmpdir(), 'alien-browser-'));
  const words = ['--headless=new', '--no-sandbox', '--disable-gpu', '--enable-logging=stderr'];
  words.push(
    `--user-data-dir=${profile}`,
    `--virtual-time-budget=${PAGE_MS}`,
    '--dump-dom',
    `file://${file}`,
  );
  try {
    const {stdout, stderr} = await promisify(execFile)(browser, words, {
      timeout: BROWSER_MS,
      killSignal: 'SIGKILL',
      maxBuffer: 1 << 24,
    });
    return {html: stdout, errors: stderr.split('\n').filter((line) => line.includes('CONSOLE'))};
  } finally {
    rmSync(profile, {recursive: true, maxRetries: 5});
  }
}

/** The values of an attribute. */
function found(html: string, attribute: string): string[] {
  return [...html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
}
