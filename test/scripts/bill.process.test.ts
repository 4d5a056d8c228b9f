import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {XROOTD} from '../../native/prebuild/versions.mjs';
import {billOfMaterials, bundledPackages} from '../../scripts/release/bill.mjs';

describe('the bill of materials of a release', () => {
  let tree: string;
  let bill: ReturnType<typeof billOfMaterials>;
  before(() => {
    tree = mkdtempSync(join(tmpdir(), 'alien-bill-'));
    const inner = join(tree, 'lib/node_modules/outer/node_modules/@in/ner');
    mkdirSync(inner, {recursive: true});
    writeFileSync(join(inner, 'package.json'), '{"name": "@in/ner", "version": "1.2.3", "license": "MIT"}');
    bill = billOfMaterials(tree);
  });
  after(() => rmSync(tree, {recursive: true}));

  const refs = () => bill.components.map((component) => component['bom-ref']);

  it('has all packages that are in the bundles, and none of the tools', () => {
    const bundled = bundledPackages().map(({name, version}) => `${name}@${version}`);
    assert.ok(bundled.some((ref) => ref.startsWith('ws@')));
    assert.deepEqual(
      bundled.filter((ref) => !refs().includes(ref)),
      [],
    );
    assert.ok(!refs().some((ref) => /^(mocha|eslint|typescript)@/.test(ref)), refs().join(' '));
  });

  it('has Node, what is in the tree, and what the addon brings', () => {
    assert.ok(refs().some((ref) => ref.startsWith(`node-linux-${process.arch}@`)));
    assert.ok(refs().includes('@in/ner@1.2.3'));
    assert.ok(refs().includes(`xrootd@${XROOTD.version}`));
  });

  it('refers to nothing that it does not have', () => {
    const known = new Set([bill.metadata.component['bom-ref'], ...refs()]);
    const named = bill.dependencies.flatMap(({ref, dependsOn}) => [ref, ...dependsOn]);
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter((ref) => !known.has(ref)),
      [],
    );
  });
});
