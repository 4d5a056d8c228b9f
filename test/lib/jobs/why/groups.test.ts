import assert from 'node:assert/strict';
import type {Evidence} from '../../../../src/lib/jobs/why/evidence.ts';
import {badSites, groupFailures} from '../../../../src/lib/jobs/why/groups.ts';

const evidence = (id: string, more: Partial<Evidence> = {}): Evidence => ({
  id,
  state: 'ERROR_E',
  site: 'A',
  node: undefined,
  exitCode: 1,
  trace: ['ended'],
  log: [],
  ...more,
});
const ids = (groups: readonly {readonly ids: readonly string[]}[]) =>
  groups.map((group) => group.ids.join(' '));

describe('groups of failures', () => {
  it('are those that say the same, the largest first, wherever they ran', () => {
    const list = [
      evidence('1', {trace: ['cut 5']}),
      evidence('2', {log: ['stderr: fit 1']}),
      evidence('3', {log: ['stderr: fit 22'], site: 'B'}),
      evidence('4', {exitCode: 2}),
    ];
    const groups = groupFailures(list, []);
    assert.deepEqual(ids(groups), ['2 3', '1', '4']);
    assert.deepEqual(groups[0]?.sites, [
      {site: 'A', count: 1},
      {site: 'B', count: 1},
    ]);
  });

  it('have those too whose logs were not read', () => {
    const logs = {one: ['stderr: x'], other: ['stderr: y']};
    const list = [
      evidence('1', {log: logs.one}),
      evidence('2'),
      evidence('3', {log: logs.other}),
      evidence('4', {log: logs.one}),
    ];
    assert.deepEqual(ids(groupFailures(list, [])), ['1 4 2', '3']);
  });

  it('of a bad site are one, whatever their logs say', () => {
    const list = [
      evidence('1', {site: 'B', log: ['x']}),
      evidence('2', {site: 'B', log: ['y']}),
      evidence('3'),
    ];
    const groups = groupFailures(list, ['B']);
    assert.deepEqual(ids(groups), ['1 2', '3']);
    assert.deepEqual(
      groups.map(({remedy}) => remedy),
      ['avoid site', 'resubmit'],
    );
  });

  it('blame a site only where others work and it never does', () => {
    const rows = (site: string, ...states: string[]) => states.map((status) => ({site, status}));
    const bad = rows('B', 'ERROR_E', 'ERROR_V', 'EXPIRED');
    assert.deepEqual(badSites([...rows('A', 'DONE'), ...bad]), ['B']);
    assert.deepEqual(badSites([...rows('A', 'RUNNING'), ...bad]), []);
    assert.deepEqual(badSites([...rows('A', 'DONE'), ...bad.slice(1)]), []);
    assert.deepEqual(badSites([...rows('A', 'DONE'), ...bad, ...rows('B', 'DONE_WARN')]), []);
  });
});
