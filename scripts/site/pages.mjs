import {globSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {root} from '../setup/root.mjs';

/** The headings of the navigation and what is below each, by the names in docs/. What is not named here comes under the last. */
const CHAPTERS = [
  ['Begin', ['index', 'install', 'tour', 'tutorial', 'coming-from-alien.py', 'sandbox']],
  ['Files', ['listing', 'copying', 'sync', 'credentials']],
  ['Jobs', ['jobs', 'sandbox-jobs']],
  ['The prompt', ['shell', 'aliases', 'completion', 'term']],
  ['Scripts', ['scripts', 'api', 'machine-mode', 'json', 'exit-codes']],
  ['When it fails', ['doctor', 'connection', 'configuration', 'variables']],
  ['More', []],
];

/** Documents outside of docs/ that others refer to. */
const BESIDE = ['*.md', 'python/README.md', 'native/README.md', 'bench/README.md', 'examples/README.md'];

/** Directories that documents refer to: a list of its files stands for each. */
const DIRECTORIES = ['examples', 'examples/plugin', 'examples/term'];

/** docs/api is made by `npm run docs:api`, for those who write scripts with the library. */
const FOREIGN = /^docs\/api\//;

/**
 * All pages: `source` and `target` are paths within the project and within the site, `text` is Markdown.
 * @returns {{source: string, target: string, title: string, text: string}[]}
 */
export function readPages() {
  const sources = globSync(['docs/**/*.md', ...BESIDE], {cwd: root}).filter((path) => !FOREIGN.test(path));
  const pages = sources.sort().map((source) => {
    const text = readFileSync(join(root, source), 'utf8');
    const title = /^# (.+)$/m.exec(text)?.[1].replaceAll('`', '') ?? source;
    return {source, target: targetOf(source), title, text};
  });
  return [...pages, ...DIRECTORIES.map(listing)];
}

/** A page with the files of a directory. */
function listing(source) {
  const files = globSync(`${source}/**/*.*`, {cwd: root, exclude: ['**/node_modules', '**/dist']});
  const lines = files.sort().map((path) => `- [${path}](${relative(dirname(source), path)})`);
  const text = `# ${source}\n\n${lines.join('\n')}\n`;
  return {source, target: `project/${source}/index.html`, title: source, text};
}

/**
 * The navigation: headings with their pages.
 * @returns {{heading: string, pages: object[]}[]}
 */
export function chaptersOf(pages) {
  const named = new Set(CHAPTERS.flatMap(([, names]) => names));
  const inDocs = (page, name) => page.source === `docs/${name}.md`;
  const chapters = CHAPTERS.map(([heading, names]) => ({
    heading,
    pages: names.flatMap((name) => pages.filter((page) => inDocs(page, name))),
  }));
  const rest = pages.filter(({source}) => /^docs\/[^/]+\.md$/.test(source));
  chapters.at(-1).pages.push(...rest.filter(({source}) => !named.has(source.slice(5, -3))));
  const below = (folder) => pages.filter(({source}) => source.startsWith(`docs/${folder}/`));
  return [
    ...chapters,
    {heading: 'All commands', pages: below('commands')},
    {heading: 'Why it is so', pages: below('decisions')},
  ].filter((chapter) => chapter.pages.length > 0);
}

/** `docs/copying.md` is `copying.html`, `docs/commands/README.md` is `commands/index.html`; the rest is below `project/`. */
function targetOf(source) {
  const place = source.startsWith('docs/') ? source.slice(5) : `project/${source}`;
  return place.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html');
}
