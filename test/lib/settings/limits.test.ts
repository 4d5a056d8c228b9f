import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {LIMIT_VARIABLES, limitsFrom} from '../../../src/lib/settings/limits.ts';

describe('the limits', () => {
  it('are those that docs/connection.md names', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/connection.md'), 'utf8');
    const [, section = ''] = text.split('## Limits');
    const documented = [...section.matchAll(/^\| `(\w+)` +\| ([\d.]+) /gm)].map(([, name, value]) => [
      name,
      Number(value),
    ]);
    assert.deepEqual(
      documented,
      Object.values(LIMIT_VARIABLES).map(({name, standard}) => [name, standard]),
    );
  });

  it('are set by variables, in seconds; what makes no sense leaves the default', () => {
    assert.equal(limitsFrom({ALIEN_TLS_TIMEOUT: '0.5'}).tls, 500);
    assert.equal(limitsFrom({ALIENPY_CONNECT_TRIES: '7'}).connectTries, 7);
    for (const nonsense of ['', ' ', '0', '-1', 'soon', 'Infinity', 'NaN']) {
      assert.equal(limitsFrom({ALIEN_TLS_TIMEOUT: nonsense}).tls, 10_000, nonsense);
    }
    assert.equal(limitsFrom({ALIEN_ANSWER_TIMEOUT: '1e9'}).answer, 2 ** 31 - 1);
    assert.equal(limitsFrom({ALIEN_REPEATS: '0'}).repeats, 0);
    assert.equal(limitsFrom({ALIEN_IDLE_CHECK: '0'}).idle, 0);
  });
});
