import {existsSync, statSync} from 'node:fs';
import {dirname, join, posix} from 'node:path';
import {root} from '../setup/root.mjs';

const ELSEWHERE = /^[a-z][a-z+.-]*:/i;

/**
 * Where a link of a page leads to.
 * @returns {{url: string} | {page: object, anchor: string} | {file: string} | {missing: string}}
 */
export function followLink(pages, from, href) {
  if (ELSEWHERE.test(href)) return {url: href};
  const [path, anchor = ''] = decodeURI(href).split('#');
  const source = path === '' ? from.source : posix.join(dirname(from.source), path);
  const page = pages.find((each) => each.source === source) ?? pageOfDirectory(pages, source);
  if (page !== undefined) return {page, anchor};
  const file = join(root, source);
  return existsSync(file) && statSync(file).isFile() ? {file: source} : {missing: source};
}

/** A directory stands for its README, else for the first page in it. */
function pageOfDirectory(pages, source) {
  const folder = source.replace(/\/*$/, '/');
  const inside = pages.filter((page) => page.source.startsWith(folder));
  return inside.find((page) => page.source === `${folder}README.md`) ?? inside[0];
}

/** The way from a page of the site to another place in it. */
export function wayTo(from, target, anchor = '') {
  const way = posix.relative(dirname(from.target), target);
  return encodeURI(way) + (anchor === '' ? '' : `#${encodeURIComponent(anchor)}`);
}
