import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {settingsOf} from '../../../src/lib/settings/configured-settings.ts';
import {limitsFrom} from '../../../src/lib/settings/limits.ts';
import {SETTINGS} from '../../../src/lib/settings/settings.ts';

const limitsOf = (env: Record<string, string>) => limitsFrom(settingsOf(env));

describe('the limits', () => {
  it('are those that docs/connection.md names', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/connection.md'), 'utf8');
    const [, section = ''] = text.split('## Limits');
    const documented = [...section.matchAll(/^\| `(\w+)` +\| ([\d.]+) /gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    const limiting = SETTINGS.filter(
      ({name, kind}) => /^(connect|session)\./.test(name) && typeof kind.read('7') === 'number',
    );
    assert.deepEqual(
      documented.sort(),
      limiting.map(({variable, default: value}) => [variable, value]).sort(),
    );
  });

  it('are in ms, of variables in seconds; nothing and blanks leave the default', () => {
    assert.equal(limitsOf({ALIEN_TLS_TIMEOUT: '0.5'}).tls, 500);
    assert.equal(limitsOf({ALIEN_TLS_TIMEOUT: ' .5 '}).tls, 500);
    assert.equal(limitsOf({ALIENPY_CONNECT_TRIES: '7'}).connectTries, 7);
    for (const nothing of ['', ' '])
      assert.equal(limitsOf({ALIEN_TLS_TIMEOUT: nothing}).tls, 10_000, nothing);
    assert.equal(limitsOf({ALIEN_REPEATS: '0'}).repeats, 0);
    assert.equal(limitsOf({ALIEN_IDLE_CHECK: '0'}).idle, 0);
    assert.equal(limitsOf({ALIENPY_CONNECT_TRIES_INTERVAL: '0'}).connectPause, 0);
    assert.equal(limitsOf({ALIEN_LONGEST_ANSWER: '7'}).longestAnswer, 7 << 20);
  });

  it('fit into a timer, and a longer answer could not be read', () => {
    for (const seconds of ['1000001', '1e9', '9'.repeat(400)])
      assert.throws(() => limitsOf({ALIEN_ANSWER_TIMEOUT: seconds}), {exitCode: 22});
    assert.ok(limitsOf({ALIEN_ANSWER_TIMEOUT: '1000000'}).answer < 2 ** 31);
    assert.throws(() => limitsOf({ALIEN_LONGEST_ANSWER: '501'}), {exitCode: 22});
  });
});
