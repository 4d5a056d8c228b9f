import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  installedForm,
  ownRoot,
  repairAdvice,
  updateAdvice,
} from '../../../src/lib/programs/installed-form.ts';

describe('the form in which the program is installed', () => {
  for (const [root, form, advice] of [
    ['/usr/lib/alien-grid/node_modules/@alien-grid/cli', 'deb', /^apt install \S*2\.0\.0/],
    ['/usr/local/lib/node_modules/@alien-grid/cli', 'npm', /^npm install --global @alien-grid\/cli@2\.0\.0$/],
    ['/v/lib/python3.9/site-packages/alien_grid/node_modules/@alien-grid/cli', 'pip', /^pip .*==2\.0\.0$/],
    [join(import.meta.dirname, '../../..'), 'checkout', /^git pull/],
  ] as const) {
    it(`is told by its place: ${form}`, () => {
      assert.equal(installedForm(root), form);
      assert.match(updateAdvice(form, '2.0.0'), advice);
    });
  }

  it('is asked of the place of this very code', () => {
    assert.equal(ownRoot(), join(import.meta.dirname, '../../..'));
  });

  for (const [form, offers, never] of [
    ['checkout', /npm run setup/, /pip|apt|--global/],
    ['npm', /npm install --global[^]*make it/, /pip|apt|npm run setup/],
    ['pip', /pip install/, /npm|apt|make it/],
    ['deb', /apt install/, /npm|pip|make it/],
    ['tarball', /tarball/, /npm|pip|apt|make it/],
  ] as const)
    it(`names what is there to repair it: ${form}`, () => {
      const advice = repairAdvice(form, 'make it').join('\n');
      assert.match(advice, offers);
      assert.doesNotMatch(advice, never);
    });

  it('is a tarball where Node is beside it, whatever the directory is called', () => {
    const top = mkdtempSync(join(tmpdir(), 'any name '));
    const root = join(top, 'lib/node_modules/@alien-grid/cli');
    mkdirSync(root, {recursive: true});
    mkdirSync(join(top, 'bin/alien'), {recursive: true});
    assert.equal(installedForm(root), 'npm');
    mkdirSync(join(top, `lib/node_modules/node-${process.platform}-${process.arch}`));
    assert.equal(installedForm(root), 'tarball');
    rmSync(top, {recursive: true});
    assert.match(updateAdvice('tarball', '2.0.0'), /tarball of 2\.0\.0/);
  });
});
