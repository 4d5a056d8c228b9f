import assert from 'node:assert/strict';
import {likeMatcher, regexpMatcher} from '../../../src/catalogue/entries/find.ts';
import {globExpression, isPattern} from '../../../src/catalogue/entries/glob.ts';

describe('patterns of ls and rm', () => {
  it('know the star and the question mark, and nothing else', () => {
    assert.equal(globExpression('c?.txt').test('c1.txt'), true);
    assert.equal(globExpression('c?.txt').test('c12.txt'), false);
    assert.equal(globExpression('*').test('.hidden'), true);
    assert.equal(globExpression('c[12].txt').test('c1.txt'), false);
    assert.equal(globExpression('a.b').test('axb'), false);
    assert.equal(isPattern('c[12]%'), false);
  });
});

describe('patterns of find', () => {
  const fits = (pattern: string, path: string): boolean => likeMatcher(pattern)(path);

  it('fit anywhere in the path, and stars cross slashes', () => {
    assert.equal(fits('.root', 'data/run1/x.root'), true);
    assert.equal(fits('*.root', 'data/x.root.old'), true);
    assert.equal(fits('run*', 'data/run1/x.txt'), true);
    assert.equal(fits('run*txt', 'data/run1/x.txt'), true);
    assert.equal(fits('run*log', 'data/run1/x.txt'), false);
    assert.equal(fits('%.root', 'x.root'), true);
    assert.equal(fits('*', ''), true);
  });

  it('take an underscore for one character, and other signs as they are', () => {
    assert.equal(fits('c_.txt', 'c1.txt'), true);
    assert.equal(fits('c_.txt', 'c.txt'), false);
    assert.equal(fits('a(b', 'xa(b'), true);
  });

  it('of the regular kind are tied to the start of the path', () => {
    const matches = (pattern: string, path: string): boolean => regexpMatcher(pattern)(path);
    assert.equal(matches('\\.root$', 'x.root'), false);
    assert.equal(matches('.*\\.root$', 'a/x.root'), true);
    assert.equal(matches('a|b', 'xb'), false);
    assert.equal(matches('([', 'anything'), false);
  });
});
