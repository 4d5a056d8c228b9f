import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, readdirSync, readlinkSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {loadAuthorities} from '../../../src/lib/trust/authorities.ts';
import {copyAuthorities} from '../../../src/lib/trust/copy-authorities.ts';
import {Workbench} from '../credentials/workbench.ts';

describe('a copy of the authorities', () => {
  let grid: TestGrid;
  let bench: Workbench;
  let source: string;
  let target: string;

  before(async () => {
    grid = await startGrid();
  });
  after(() => grid.stop());
  beforeEach(() => {
    bench = new Workbench();
    source = join(bench.home, 'source');
    target = join(bench.globus, 'certificates');
    mkdirSync(join(source, 'more'), {recursive: true});
    writeFileSync(join(source, 'ca.pem'), grid.certificates.ca);
    symlinkSync('ca.pem', join(source, '0123abcd.0'));
    writeFileSync(join(source, 'ca.signing_policy'), 'policy');
    writeFileSync(join(source, 'README'), 'not wanted');
    writeFileSync(join(source, 'broken.pem'), 'garbage');
    writeFileSync(join(source, 'more', 'second.pem'), grid.certificates.ca);
  });
  afterEach(() => bench.remove());

  it('holds certificates, policies and hash names, of directories inside too, and can be used', () => {
    const {certificates, damaged} = copyAuthorities(source, target);
    assert.equal(certificates, 2);
    assert.deepEqual(damaged, [join(source, 'broken.pem')]);
    assert.deepEqual(readdirSync(target).sort(), ['0123abcd.0', 'ca.pem', 'ca.signing_policy', 'second.pem']);
    assert.equal(readlinkSync(join(target, '0123abcd.0')), 'ca.pem');
    assert.equal(loadAuthorities({...bench.env, X509_CERT_DIR: target}).origin, target);
    assert.deepEqual(readdirSync(bench.globus), ['certificates']);
  });

  it('takes the place of the old one, which is kept once', () => {
    mkdirSync(target);
    writeFileSync(join(target, 'old.pem'), 'old');
    copyAuthorities(source, target);
    assert.deepEqual(readdirSync(`${target}.old`), ['old.pem']);
    copyAuthorities(source, target);
    assert.ok(readdirSync(`${target}.old`).includes('ca.pem'));
    assert.deepEqual(readdirSync(bench.globus).sort(), ['certificates', 'certificates.old']);
  });

  it('is not made where the source has nothing: the old one stays', () => {
    mkdirSync(target);
    writeFileSync(join(target, 'old.pem'), 'old');
    const empty = join(bench.home, 'empty');
    mkdirSync(empty);
    for (const [from, exitCode] of [
      [empty, 5],
      [join(bench.home, 'nowhere'), 2],
      [join(source, 'README'), 5],
      [target, 22],
    ] as const) {
      assert.throws(() => copyAuthorities(from, target), {exitCode, name: 'UserError'});
    }
    assert.deepEqual(readdirSync(bench.globus), ['certificates']);
    assert.equal(readFileSync(join(target, 'old.pem'), 'utf8'), 'old');
  });

  it('goes through no link', () => {
    const elsewhere = join(bench.home, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, target);
    assert.throws(() => copyAuthorities(source, target), {exitCode: 13});
    assert.deepEqual(readdirSync(elsewhere), []);
  });
});
