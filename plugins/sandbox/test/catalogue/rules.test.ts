import assert from 'node:assert/strict';
import {OTHER_SITE, OWN_SITE} from '../../src/catalogue/elements/distances.ts';
import {chooseForWriting, parseWish, WishError} from '../../src/catalogue/elements/wishes.ts';
import {guidMac, guidTime, newGuid, parseGuid} from '../../src/catalogue/names/guid.ts';
import type {Guid} from '../../src/catalogue/names/names.ts';
import {isBelow, lfnFrom, resolveLfn} from '../../src/catalogue/names/names.ts';
import {mayRead, mayWrite} from '../../src/catalogue/owners/permissions.ts';

describe('names', () => {
  const resolve = (typed: string): string => resolveLfn(typed, '/alice/cern.ch/user/d/demo/', '/alice/work/');

  it('are resolved against home and current directory', () => {
    assert.equal(resolve('a/../b//c/'), '/alice/work/b/c');
    assert.equal(resolve(''), '/alice/work');
    assert.equal(resolve('~/x'), '/alice/cern.ch/user/d/demo/x');
    assert.equal(resolve('~other'), '/alice/cern.ch/user/d/demo/other');
    assert.equal(resolve('alien:///x'), '/x');
    assert.equal(resolve('alien:/x'), '/x');
    assert.equal(resolve('/../..'), '/');
  });

  it('lie below whole components only', () => {
    assert.equal(isBelow(lfnFrom('/a/b'), lfnFrom('/a')), true);
    assert.equal(isBelow(lfnFrom('/ab'), lfnFrom('/a')), false);
  });
});

describe('permissions', () => {
  const file = {owner: 'ann', gowner: 'crew', perm: '640'};

  it('look at owner, group and others in this order', () => {
    assert.equal(mayWrite({name: 'ann', roles: ['ann']}, file), true);
    assert.equal(mayRead({name: 'bob', roles: ['bob', 'crew']}, file), true);
    assert.equal(mayWrite({name: 'bob', roles: ['bob', 'crew']}, file), false);
    assert.equal(mayRead({name: 'eve', roles: ['eve']}, file), false);
    assert.equal(mayWrite({name: 'root', roles: ['root', 'admin']}, file), true);
  });

  it('of the owner count even if those of the others are wider', () => {
    assert.equal(mayRead({name: 'ann', roles: ['ann']}, {...file, perm: '044'}), false);
  });
});

describe('GUIDs', () => {
  it('are decoded', () => {
    const guid = '00c78ab3-e604-11f1-87cc-02fc00000001' as Guid;
    assert.equal(guidTime(guid), 1795304029253);
    assert.equal(guidMac(guid), '02:fc:00:00:00:01');
  });

  it('are all different and carry the time', () => {
    const before = Date.now();
    const guids = Array.from({length: 5000}, newGuid);
    assert.equal(new Set(guids).size, 5000);
    const time = guidTime(guids[0] as Guid);
    assert.ok(time >= before - 1 && time < Date.now() + 1000, `${time}, ${before}`);
    assert.equal(parseGuid(guids[0] as string), guids[0]);
    assert.equal((guids[0] as string)[14], '1');
  });
});

describe('wishes for storage', () => {
  const choose = (wish: string | undefined, taken: number[] = [], site = OWN_SITE): string =>
    chooseForWriting(parseWish(wish), taken, 2, site)
      .map(({name}) => name.split('::')[2])
      .join(' ');

  it('are met in the order of the wish', () => {
    assert.equal(choose(undefined), 'DISK1 DISK2');
    assert.equal(choose('!ALICE::SANDBOX::DISK1'), 'DISK2');
    assert.equal(choose('alice::sandbox::tape,disk:1'), 'TAPE DISK1');
    assert.equal(choose('disk=9'), 'DISK1 DISK2');
    assert.equal(choose('tape:1', [3]), '');
    assert.equal(choose('gold:1'), '');
    assert.equal(choose('disk:1', [], OTHER_SITE), 'DISK2', 'the nearest');
    assert.equal(choose('disk:2', [], 'nowhere'), 'DISK1 DISK2');
  });

  it('are refused when they cannot be understood', () => {
    for (const wish of ['garbage', 'disk:0', 'disk:x']) assert.throws(() => parseWish(wish), WishError, wish);
  });
});
