import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {formOf} from '../../../../src/lib/cli/show/json-form.ts';
import {configPath} from '../../../../src/lib/settings/own-file.ts';

describe('the form of what a command prints', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'alien-form-'));
  });
  afterEach(() => rmSync(home, {recursive: true}));

  /** Write a configuration file of this text. */
  function configure(text: string): void {
    const path = configPath({HOME: home});
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, text, {mode: 0o600});
  }

  /** The form with these words and variables. */
  const form = (words: string, env: Record<string, string> = {}, heeded: 'all' | 'words' = 'all') =>
    formOf(words.split(' ').filter(Boolean), {HOME: home, ...env}, heeded);

  it('is text unless words, a variable or the file want JSON', async () => {
    assert.equal(await form(''), 'text');
    for (const word of ['--json', '--ndjson', 'x --json']) assert.equal(await form(word), 'json', word);
    for (const name of ['ALIENPY_JSON', 'ALIENPY_JSON_OUT', 'ALIENPY_JSON_OUT_GLOBAL'])
      assert.equal(await form('', {[name]: 'true'}), 'json', name);
    assert.equal(await form('', {ALIENPY_JSONRAW: '1'}), 'raw');
    configure('{"output.json": true}');
    assert.equal(await form(''), 'json');
  });

  it('is text where the words or the variable say so', async () => {
    configure('{"output.json": true}');
    for (const value of ['0', '', 'false'])
      assert.equal(await form('', {ALIENPY_JSON: value}), 'text', value);
    assert.equal(await form('--csv'), 'text');
    assert.equal(await form('-- --json', {ALIENPY_JSON: '0'}), 'text');
  });

  it('is not changed by a file that cannot be read, or says nothing of it', async () => {
    for (const text of ['{"output.json": ', '{"output.json": "perhaps"}', '{"log.debug": true}']) {
      configure(text);
      assert.equal(await form(''), 'text', text);
      assert.equal(await form('', {ALIENPY_JSON: '1'}), 'json', text);
    }
  });

  it('of code for a shell follows its words alone', async () => {
    configure('{"output.json": true}');
    for (const name of ['ALIENPY_JSON', 'ALIENPY_JSON_OUT', 'ALIENPY_JSONRAW'])
      assert.equal(await form('', {[name]: '1'}, 'words'), 'text', name);
    assert.equal(await form('--json', {}, 'words'), 'json');
  });
});
