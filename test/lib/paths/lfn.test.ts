import assert from 'node:assert/strict';
import fc from 'fast-check';
import {absoluteLfn, basenameOfLfn, dirnameOfLfn, joinLfn, toLfn} from '../../../src/lib/paths/lfn.ts';

const BASE = {cwd: '/alice/data/', home: '/alice/cern.ch/user/d/demo/'};

describe('an LFN', () => {
  it('is made of what users type', () => {
    const cases: Record<string, string> = {
      x: '/alice/data/x',
      './x/../y//z/': '/alice/data/y/z',
      '/x/./y': '/x/y',
      '~': '/alice/cern.ch/user/d/demo',
      '~/x': '/alice/cern.ch/user/d/demo/x',
      '%ALIEN/x': '/alice/cern.ch/user/d/demo/x',
      '~x': '/alice/data/~x',
      '..': '/alice',
      '../../../..': '/',
      '': '/alice/data',
      ' größe ': '/alice/data/ größe ',
    };
    for (const [typed, lfn] of Object.entries(cases)) assert.equal(toLfn(typed, BASE), lfn, typed);
  });

  it('holds no NUL', () => {
    assert.throws(() => toLfn('a\0b', BASE), {exitCode: 22});
  });

  it('is always absolute and normalised, and normalising it again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.string({unit: 'grapheme'}).filter((name) => !name.includes('\0')),
        (name) => {
          const lfn = toLfn(name, BASE);
          assert.match(lfn, /^\//);
          assert.equal(absoluteLfn(lfn), lfn);
          assert.ok(
            lfn
              .split('/')
              .slice(1)
              .every((part) => part !== '.' && part !== '..' && (part !== '' || lfn === '/')),
          );
        },
      ),
    );
  });

  it('comes apart and goes together again', () => {
    const lfn = absoluteLfn('/a/b/c');
    assert.equal(joinLfn(dirnameOfLfn(lfn), basenameOfLfn(lfn)), lfn);
    assert.equal(dirnameOfLfn(absoluteLfn('/')), '/');
  });
});
