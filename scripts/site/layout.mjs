import {escaped} from './frame.mjs';
import {wayTo} from './links.mjs';

/** One page of the site as a whole: content, and the way to all others. */
export function layout({page, html, chapters}) {
  const link = (other) => {
    const current = other === page ? ' aria-current="page"' : '';
    return `<li><a href="${wayTo(page, other.target)}"${current}>${escaped(other.title)}</a></li>`;
  };
  const lists = chapters.map(
    ({heading, pages}) => `<h2>${escaped(heading)}</h2>\n<ul>\n${pages.map(link).join('\n')}\n</ul>`,
  );
  const pages = chapters.flatMap((chapter) => chapter.pages);
  const after = pages.includes(page) ? pages[pages.indexOf(page) + 1] : undefined;
  const onward = after
    ? `<p class="onward">Next: <a href="${wayTo(page, after.target)}">${escaped(after.title)}</a></p>\n`
    : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(page.title)}${page.target === 'index.html' ? '' : ' · alien'}</title>
<link rel="stylesheet" href="${wayTo(page, 'style.css')}">
<script defer src="${wayTo(page, 'player.js')}"></script>
</head>
<body>
<header><a href="${wayTo(page, 'index.html')}">alien</a> <a href="#pages">all pages</a></header>
<main>
${html}${onward}</main>
<nav id="pages">
${lists.join('\n')}
</nav>
</body>
</html>
`;
}
