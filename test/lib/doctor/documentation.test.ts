import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {CHECKS} from '../../../src/lib/doctor/checks.ts';

describe('docs/doctor.md', () => {
  it('explains each check, in order', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/doctor.md'), 'utf8');
    const rows = [...text.matchAll(/^\| (\w+) +\|/gm)].map(([, name]) => name);
    assert.deepEqual(
      rows.filter((name) => name !== 'check'),
      CHECKS.map(({name}) => name),
    );
  });
});
