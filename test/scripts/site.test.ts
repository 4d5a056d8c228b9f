import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
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

  it('has all that its pages refer to, with the places in them', () => {
    const files = readdirSync(directory, {recursive: true, encoding: 'utf8'});
    const text = (path: string) => readFileSync(join(directory, path), 'utf8');
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

  it('shows what is typed apart from what is printed, and harmless', () => {
    const {html} = render([], {
      source: 'docs/x.md',
      target: 'x.html',
      title: 'x',
      text: '```text\nAliEn[demo]:/a/ >ls <b>\n<b>\n```\n',
    });
    assert.match(
      html,
      /<i>AliEn\[demo\]:<span class="place">\/a\/<\/span> &gt;<\/i><kbd>ls &lt;b&gt;<\/kbd>\n&lt;b&gt;/,
    );
  });
});

/** The values of an attribute. */
function found(html: string, attribute: string): string[] {
  return [...html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
}
