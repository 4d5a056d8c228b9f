import assert from 'node:assert/strict';
import {Tally} from '../../../src/lib/copy/tally.ts';
import {UserError} from '../../../src/lib/errors/errors.ts';

const item = {id: 1, source: '/s', destination: '/d', size: 10};

describe('the tally of a copy', () => {
  let told: object[];
  let tally: Tally;
  beforeEach(() => {
    told = [];
    tally = new Tally((event) => told.push(event));
  });
  const done = (more: object = {}) =>
    tally.outcome(item, {kind: 'copied', seconds: 2, verified: true, ...more});
  const facts = (files = 0) => {
    const {
      copied,
      skipped,
      failed,
      removed,
      notVerified,
      bytes,
      warnings,
      files: all,
    } = tally.summary('upload', files, false, false);
    return {copied, skipped, failed, removed, notVerified, bytes, warnings, files: all};
  };
  const NOTHING = {
    copied: 0,
    skipped: 0,
    failed: 0,
    removed: 0,
    notVerified: 0,
    bytes: 0,
    warnings: [],
    files: 0,
  };

  it('counts what was copied, by the bytes that were sent', () => {
    done();
    done({verified: false, bytes: 3});
    assert.deepEqual(facts(), {...NOTHING, copied: 2, notVerified: 1, bytes: 13, files: 2});
  });

  it('tells no more of a file than there is', () => {
    done();
    done({verified: false, bytes: 0, replicas: ['A'], warning: 'beware'});
    assert.deepEqual(told, [
      {kind: 'done', item, seconds: 2, verified: true},
      {kind: 'done', item, seconds: 2, verified: false, bytes: 0, replicas: ['A'], warning: 'beware'},
    ]);
    tally.warning('another');
    assert.deepEqual(facts().warnings, ['/d: beware', 'another']);
  });

  it('counts what was skipped, planned, removed and failed', () => {
    tally.outcome(item, {kind: 'skipped', reason: 'why'});
    tally.outcome(item, {kind: 'planned', replaces: true});
    tally.removal('/x', true);
    tally.removal('/y', false);
    assert.equal(tally.failed, 0);
    tally.failure(item, 'read', new UserError('no', {exitCode: 7, next: ['do']}));
    const failure = {source: '/s', destination: '/d', step: 'read', reason: 'no', next: ['do'], exitCode: 7};
    assert.deepEqual(told, [
      {kind: 'skipped', item, reason: 'why'},
      {kind: 'planned-file', item, replaces: true},
      {kind: 'planned-removal', path: '/x'},
      {kind: 'removed', path: '/y'},
      {kind: 'failed', item, failure},
    ]);
    assert.equal(tally.failed, 1);
    assert.deepEqual(facts(), {
      ...NOTHING,
      copied: 1,
      skipped: 1,
      failed: 1,
      removed: 2,
      bytes: 10,
      files: 3,
    });
    assert.equal(facts(5).files, 5);
  });

  it('ends with a summary, and how long it took', () => {
    const summary = tally.summary('grid', 0, true, true);
    assert.deepEqual(told, [{kind: 'summary', summary}]);
    assert.deepEqual([summary.direction, summary.dryRun, summary.aborted], ['grid', true, true]);
    assert.ok(summary.seconds >= 0 && summary.seconds < 60);
  });
});
