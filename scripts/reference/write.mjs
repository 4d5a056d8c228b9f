import {mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {CONCEPTS} from '../../src/lib/cli/help/concepts.ts';
import {root} from '../setup/root.mjs';
import {commandsByGroup} from './commands.mjs';
import {manPage} from './man-page.mjs';
import {markdownIndex, markdownPage} from './markdown.mjs';
import {REFERENCE_PATHS} from './paths.mjs';

/** Write the pages about all commands: man/alien.1 and docs/commands. */
export function writeReference() {
  const groups = commandsByGroup();
  const {version, description} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [docs, man] = REFERENCE_PATHS.map((path) => join(root, path));
  const pages = new Map(groups.map((group) => [`${group.name}.md`, markdownPage(group)]));
  pages.set('README.md', markdownIndex(groups));
  for (const directory of [docs, man]) mkdirSync(directory, {recursive: true});
  for (const file of readdirSync(docs)) if (!pages.has(file)) rmSync(join(docs, file));
  for (const [file, text] of pages) writeFileSync(join(docs, file), text);
  writeFileSync(join(man, 'alien.1'), manPage({version, title: description, concepts: CONCEPTS, groups}));
}
