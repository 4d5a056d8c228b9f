import {cpSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {root} from '../setup/root.mjs';
import {layout} from './layout.mjs';
import {chaptersOf, readPages} from './pages.mjs';
import {fileTarget, render} from './render.mjs';

/**
 * Write the site into a directory, in place of what is there.
 * @returns how many pages it has
 */
export function writeSite(directory) {
  rmSync(directory, {recursive: true, force: true});
  const pages = readPages();
  const chapters = chaptersOf(pages);
  const write = (target, text) => {
    mkdirSync(dirname(join(directory, target)), {recursive: true});
    writeFileSync(join(directory, target), text);
  };
  for (const page of pages) {
    const {html, files} = render(pages, page);
    write(page.target, layout({page, html, chapters}));
    for (const file of files) cpSync(join(root, file), join(directory, fileTarget(file)));
  }
  for (const name of ['style.css', 'player.js']) write(name, readFileSync(join(import.meta.dirname, name)));
  return pages.length;
}
