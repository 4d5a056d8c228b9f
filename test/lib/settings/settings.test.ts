import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {SETTINGS} from '../../../src/lib/settings/settings.ts';

const DOCUMENT = join(import.meta.dirname, '../../../docs/configuration.md');

describe('the table of settings', () => {
  it('is the one in docs/configuration.md', () => {
    const documented = readFileSync(DOCUMENT, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    const code = (text: string | undefined): string => (text === undefined ? '' : `\`${text}\``);
    assert.deepEqual(
      documented,
      SETTINGS.map(({name, variable, kind, default: value, description}) => [
        code(name),
        code(variable),
        kind.wanted,
        code(value),
        description,
      ]),
    );
  });

  it('has names and variables that are used once', () => {
    for (const key of ['name', 'variable'] as const) {
      assert.equal(new Set(SETTINGS.map((setting) => setting[key])).size, SETTINGS.length);
    }
  });

  it('has defaults that are values of their kind', () => {
    for (const {name, kind, default: value} of SETTINGS) {
      if (value !== undefined) assert.notEqual(kind.read(value), undefined, name);
    }
  });
});
