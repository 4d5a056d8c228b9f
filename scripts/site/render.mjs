import GithubSlugger from 'github-slugger';
import MarkdownIt from 'markdown-it';
import {frame, isFrame} from './frame.mjs';
import {followLink, wayTo} from './links.mjs';

/**
 * A page as HTML.
 * @param pages all pages, for the links
 * @returns {{html: string, anchors: Set<string>, links: {href: string, found: object}[], files: string[]}} `files`
 *   are those of the project that it refers to and that are no pages
 */
export function render(pages, page) {
  const markdown = new MarkdownIt({html: false, linkify: false});
  const slugger = new GithubSlugger();
  const [anchors, links] = [new Set(), []];
  markdown.core.ruler.push('places', ({tokens}) => {
    tokens.forEach((token, at) => {
      if (token.type === 'heading_open') {
        const anchor = slugger.slug(textOf(tokens[at + 1]));
        anchors.add(anchor);
        token.attrSet('id', anchor);
      }
      token.children?.forEach((child, place, all) => {
        if (child.type === 'link_open') redirect(child, all[place + 1]);
      });
    });
  });
  const redirect = (token, shown) => {
    const href = token.attrGet('href') ?? '';
    const found = followLink(pages, page, href);
    links.push({href, found});
    // Names of files say something in the project; a reader of the site wants to know what is there.
    if ('page' in found && shown?.content === href.split('/').at(-1)) shown.content = found.page.title;
    if ('page' in found) token.attrSet('href', wayTo(page, found.page.target, found.anchor));
    if ('file' in found) token.attrSet('href', wayTo(page, fileTarget(found.file)));
  };
  const {fence} = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, at, ...rest) =>
    isFrame(tokens[at].content) ? frame(tokens[at].content) : fence(tokens, at, ...rest);
  markdown.renderer.rules.table_open = () => '<div class="wide"><table>\n';
  markdown.renderer.rules.table_close = () => '</table></div>\n';
  const html = markdown.render(page.text.replaceAll(/<!--[^]*?-->/g, ''));
  const files = links.flatMap(({found}) => ('file' in found ? [found.file] : []));
  return {html, anchors, links, files};
}

/** Where a file of the project is in the site. */
export const fileTarget = (source) => `files/${source}`;

function textOf({children}) {
  return children.map(({content}) => content).join('');
}
