import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {Config} from '@oclif/core';

const ROOT = join(import.meta.dirname, '../../../..');
const MAN = join(ROOT, 'man/alien.1');
const DOCS = join(ROOT, 'docs/commands');

describe('the pages about commands', () => {
  let names: string[];
  before(async () => {
    const {commands} = await Config.load(ROOT);
    names = commands
      .filter(({hidden, pluginName, id, aliases}) => {
        return !hidden && pluginName?.startsWith('@alien-grid/') && !aliases.includes(id);
      })
      .map(({id}) => id.replaceAll(':', ' '));
  });

  it('have all commands, the manual page too', () => {
    const manual = readFileSync(MAN, 'utf8').replaceAll('\\-', '-');
    const pages = readdirSync(DOCS).map((file) => readFileSync(join(DOCS, file), 'utf8'));
    const text = pages.join('\n');
    assert.ok(names.length > 100);
    for (const name of names) {
      assert.ok(manual.includes(`\n.SS "${name}"\n`), name);
      assert.equal(text.split(`\n## ${name}\n`).length, 2, name);
    }
  });

  it('the manual page is sound to groff', function () {
    const {error, stderr, status} = spawnSync('groff', ['-man', '-ww', '-z', MAN], {encoding: 'utf8'});
    if (error) return this.skip(); // groff is not everywhere
    assert.deepEqual([status, stderr], [0, '']);
  });
});
