import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {VERSION} from './layout.mjs';
import {root} from '../setup/root.mjs';

/**
 * Insist that CHANGELOG.md begins with this version.
 * @param {{mustHaveDate: boolean}} how `(unreleased)` is good enough for a dry run
 * @throws {Error} that says what to write
 */
export function checkChangelog({mustHaveDate}) {
  const heading = /^## (.*)$/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))?.[1] ?? '';
  const [version, date] = heading.split(' ');
  if (version !== VERSION)
    throw new Error(`CHANGELOG.md begins with '${heading}', and package.json says ${VERSION}.`);
  if (mustHaveDate && !/^\(\d{4}-\d\d-\d\d\)$/.test(date ?? '')) {
    throw new Error(`Write the date of ${VERSION} into CHANGELOG.md: ## ${VERSION} (2026-12-31)`);
  }
}
