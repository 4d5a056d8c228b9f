import assert from 'node:assert/strict';
import pwd from '../../src/commands/_look/pwd.ts';
import {
  COUNT,
  FAMILY,
  type Kind,
  MEBIBYTES,
  PATH,
  PAUSE,
  PORT,
  RATE,
  REPEATS,
  SECONDS,
  SITE,
} from '../../src/lib/settings/kinds.ts';
import {SETTINGS} from '../../src/lib/settings/settings.ts';
import {Workbench} from './workbench.ts';

const NO_NUMBERS = ['abc', '-1', '1e999', 'NaN', 'Infinity', '0x10', '1 2', '1,5', '9'.repeat(400)];
const NO_WHOLE_NUMBERS = [...NO_NUMBERS, '0.5', '1.0'];

/** What a variable of a kind must not hold. */
const WRONG = new Map<Kind<unknown>, readonly string[]>([
  [PORT, [...NO_WHOLE_NUMBERS, '0', '65536']],
  [COUNT, [...NO_WHOLE_NUMBERS, '0']],
  [REPEATS, NO_WHOLE_NUMBERS],
  [MEBIBYTES, [...NO_WHOLE_NUMBERS, '0', '501']],
  [SECONDS, [...NO_NUMBERS, '0', '0.0']],
  [PAUSE, NO_NUMBERS],
  [RATE, [...NO_NUMBERS, '5X', 'K']],
  [FAMILY, ['abc', 'ipv5', '46']],
  [SITE, ['a b', 'a/b', 'a;b']],
]);

describe('a variable with a value that makes no sense', () => {
  const runWith = (variable: string, value: string) =>
    new Workbench().run(pwd, [], {env: {[variable]: value}});

  for (const {variable, kind} of SETTINGS) {
    const wrong = WRONG.get(kind) ?? [];
    if (wrong.length === 0) continue;
    it(`${variable} is refused with its name and what is wanted`, async () => {
      for (const value of wrong) {
        const {code, stderr, stdout} = await runWith(variable, value);
        assert.deepEqual([code, stdout], [22, ''], value);
        assert.ok(
          stderr.startsWith(`${variable} must be ${kind.wanted}, not "${value.slice(0, 20)}`),
          stderr,
        );
        assert.match(stderr, new RegExp(`unset ${variable}`));
        assert.ok(stderr.length < 400, stderr);
      }
    });
  }

  it('is no value of nothing or blanks: they bring the default back', async () => {
    for (const {variable} of SETTINGS)
      for (const value of ['', ' ', '\t ']) assert.equal((await runWith(variable, value)).code, 0, variable);
  });

  it('is refused where a path is wanted and the text of a key stands there, which is not shown', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nSECRET\n';
    for (const {variable, kind, mayHoldPem} of SETTINGS) {
      if (kind !== PATH) continue;
      const {code, stderr} = await runWith(variable, key);
      assert.equal(code, mayHoldPem ? 0 : 22, variable);
      assert.ok(!stderr.includes('SECRET'), stderr);
    }
  });
});
