import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {install, isInstalled, placesOf, renew, scriptOf} from '../../../../src/lib/cli/completion/install.ts';

const ROOT = join(import.meta.dirname, '../../../..');

describe('the completion of a shell', () => {
  let env: {HOME: string};
  beforeEach(() => (env = {HOME: mkdtempSync(join(tmpdir(), 'alien-test-'))}));
  afterEach(() => rmSync(env.HOME, {recursive: true}));

  it('is installed with one line, and a second time with none', () => {
    const {startFile = ''} = placesOf('bash', env);
    writeFileSync(startFile, 'export X=1'); // no line break at its end
    assert.equal(isInstalled('bash', env), false);
    assert.equal(install('bash', env, ROOT), true);
    assert.equal(isInstalled('bash', env), true);
    const text = readFileSync(startFile, 'utf8');
    assert.match(text, /^export X=1\n\[ ! -r .*\n$/);
    assert.equal(install('bash', env, ROOT), false);
    assert.equal(readFileSync(startFile, 'utf8'), text);
  });

  it('leaves a start file that is a link a link', () => {
    writeFileSync(join(env.HOME, 'dotfile'), '');
    symlinkSync('dotfile', join(env.HOME, '.zshrc'));
    install('zsh', env, ROOT);
    assert.match(readFileSync(join(env.HOME, 'dotfile'), 'utf8'), /alien\.zsh/);
  });

  it('is for zsh where that looks for its files', () => {
    const {startFile} = placesOf('zsh', {...env, ZDOTDIR: '/elsewhere'});
    assert.equal(startFile, '/elsewhere/.zshrc');
  });

  it('needs no line in fish', () => {
    assert.equal(install('fish', env, ROOT), false);
    assert.equal(isInstalled('fish', env), true);
  });

  it('is renewed where it is installed, and nowhere else', () => {
    assert.deepEqual(renew(env, ROOT), []);
    install('fish', env, ROOT);
    assert.deepEqual(renew(env, ROOT), []);
    writeFileSync(placesOf('fish', env).script, 'old');
    assert.deepEqual(renew(env, ROOT), ['fish']);
    assert.equal(readFileSync(placesOf('fish', env).script, 'utf8'), scriptOf('fish', ROOT));
  });

  it('says where it cannot be written', () => {
    writeFileSync(join(env.HOME, '.local'), '');
    assert.throws(() => install('bash', env, ROOT), UserError);
  });
});
