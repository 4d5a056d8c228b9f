import assert from 'node:assert/strict';
import type {Replica} from '../../../../src/lib/catalogue/access.ts';
import {EntryReplaced, refuseReplaced} from '../../../../src/lib/copy/read/entry-replaced.ts';
import {HttpPreference} from '../../../../src/lib/copy/read/http-preference.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';

const replica = (facts: Partial<Replica>): Replica => ({
  ...{url: 'root://h//x', envelope: 'e', se: 'SE', guid: 'g', size: 3, md5: 'm', tags: []},
  ...facts,
});

describe('an entry whose envelopes tell of another content', () => {
  const isRefused = (listed: {size: number; md5: string | undefined}, ...replicas: Replica[]) => {
    try {
      refuseReplaced(absoluteLfn('/x'), listed, replicas);
      return false;
    } catch (error) {
      assert.ok(error instanceof EntryReplaced && error.exitCode === 11);
      return true;
    }
  };

  it('was replaced: its size or md5 is another one', () => {
    assert.equal(isRefused({size: 4, md5: 'm'}, replica({})), true);
    assert.equal(isRefused({size: 3, md5: 'n'}, replica({})), true);
    assert.equal(isRefused({size: 3, md5: 'm'}, replica({})), false);
  });

  it('is the same as far as is told', () => {
    assert.equal(isRefused({size: 3, md5: undefined}, replica({})), false);
    assert.equal(isRefused({size: 3, md5: 'm'}, replica({md5: undefined})), false);
    assert.equal(isRefused({size: 9, md5: 'm'}, replica({size: undefined})), false);
    assert.equal(isRefused({size: 9, md5: 'n'}), false);
  });
});

describe('replicas in a copy over HTTP', () => {
  it('come first where they have an address of it, else in their order', () => {
    const urls = ['root://a//x', 'https://b/x', 'root://c//x', 'http://d/x'];
    const ordered = new HttpPreference(() => undefined).order(urls.map((url) => replica({url})));
    assert.deepEqual(
      ordered.map(({url}) => url),
      ['https://b/x', 'http://d/x', 'root://a//x', 'root://c//x'],
    );
  });

  it('that have none are told once for each storage element', () => {
    const told: unknown[] = [];
    const preference = new HttpPreference((event) => told.push(event));
    for (const [se, url] of [
      ['A', 'root://a//x'],
      ['A', 'root://a//y'],
      ['B', 'https://b/x'],
      ['C', 'root://c//x'],
    ] as const)
      preference.tellOther(replica({se, url}));
    assert.deepEqual(told, [
      {kind: 'note', text: 'A has no address of HTTP: it is read by XRootD.'},
      {kind: 'note', text: 'C has no address of HTTP: it is read by XRootD.'},
    ]);
  });
});
