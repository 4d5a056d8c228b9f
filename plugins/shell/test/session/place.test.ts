import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {BANNER} from '../../src/session/banner.ts';
import {PlaceFile} from '../../src/session/place-file.ts';
import {promptText} from '../../src/session/prompt.ts';

describe('the place of a shell', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'place-'))));
  afterEach(() => rmSync(dir, {recursive: true}));
  const path = (): string => join(dir, 'session');

  it('is kept for the next one, for this account alone', () => {
    const place = {directory: '/alice/data/a b/', previous: '/alice/'};
    new PlaceFile(path()).write(place);
    assert.deepEqual(new PlaceFile(path()).read(), place);
    assert.equal(statSync(path()).mode & 0o777, 0o600);
    new PlaceFile(path()).write({directory: '/alice/', previous: undefined});
    assert.equal(readFileSync(path(), 'utf8'), 'CWD = /alice/\n');
  });

  it('is read from the file of alien.py, quoted or not', () => {
    writeFileSync(path(), `CWDPREV = "/alice/"\nCWD = '/alice/data/'\n`);
    assert.deepEqual(new PlaceFile(path()).read(), {directory: '/alice/data/', previous: '/alice/'});
  });

  it('is unknown where the file says nothing', () => {
    assert.equal(new PlaceFile(path()).read(), undefined);
    for (const text of ['', 'CWD =\n', 'CWD = relative\n', 'x']) {
      writeFileSync(path(), text);
      assert.equal(new PlaceFile(path()).read(), undefined, text);
    }
    new PlaceFile('/no/such/place').write({directory: '/', previous: undefined});
  });

  it('is in the prompt, with what is switched on', () => {
    const facts = {
      user: 'demo',
      directory: '/alice/',
      local: '/home/me',
      now: new Date(2020, 1, 7, 16, 49, 5),
    };
    assert.equal(promptText(facts, {date: false, pwd: false}), 'AliEn[demo]:/alice/ >');
    assert.equal(
      promptText(facts, {date: true, pwd: true}),
      '2020-02-07T16:49:05 AliEn[demo]:/alice/ local:/home/me >',
    );
  });

  it('begins with a screen of 80 columns', () => {
    for (const row of BANNER.split('\n')) assert.ok(row.length <= 80, row);
  });
});
