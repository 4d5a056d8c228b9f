import assert from 'node:assert/strict';
import type {Entry} from '../../../../src/lib/catalogue/entry.ts';
import {archivesIn, type OutputPlace, planFetch} from '../../../../src/lib/jobs/fetch/fetch-plan.ts';
import {nameTemplate} from '../../../../src/lib/jobs/fetch/name-template.ts';
import {placesFromList} from '../../../../src/lib/jobs/fetch/output-places.ts';
import {absoluteLfn, type Lfn} from '../../../../src/lib/paths/lfn.ts';
import {JobQueue} from '../job-queue.ts';

const entry = (lfn: string): Entry => ({
  lfn: absoluteLfn(lfn),
  type: 'f',
  size: 1,
  md5: undefined,
  guid: undefined,
  owner: '',
  group: '',
  permissions: '',
  changed: undefined,
  jobId: undefined,
  doubt: undefined,
});

/** Places /out/NUMBER with these files in each. */
function scene(numbers: readonly number[], ...names: string[]): [OutputPlace[], Map<Lfn, Entry[]>] {
  const places = numbers.map((number) => ({
    directory: absoluteLfn(`/out/${number}`),
    number,
    id: String(1000 + number),
    archives: ['a.zip'],
  }));
  return [
    places,
    new Map(places.map(({directory}) => [directory, names.map((name) => entry(`${directory}/${name}`))])),
  ];
}

const names = (items: readonly {readonly name: string}[]) => items.map(({name}) => name);

describe('the files that jobs are fetched by', () => {
  it('keep their places, without archives whose members are there', () => {
    const [places, files] = scene([1, 12], 'a.zip', 'x.root', 'sub/y.log');
    const wishes = {patterns: [], nameOf: undefined};
    assert.deepEqual(names(planFetch(places, files, wishes)), [
      '1/x.root',
      '1/sub/y.log',
      '12/x.root',
      '12/sub/y.log',
    ]);
    assert.deepEqual(names(planFetch(places.slice(0, 1), files, wishes)), ['1/x.root', '1/sub/y.log']);
  });

  it('are those that fit a pattern, archives too', () => {
    const [places, files] = scene([3], 'a.zip', 'x.root', 'y.log');
    assert.deepEqual(names(planFetch(places, files, {patterns: ['*.zip', 'y.???'], nameOf: undefined})), [
      '3/a.zip',
      '3/y.log',
    ]);
  });

  it('get names of a template, with numbers that do not depend on what is missing', () => {
    const wishes = {patterns: ['*.root'], nameOf: nameTemplate('{base}_{n:3}.{ext}')};
    const [places, files] = scene([2, 7], 'x.root');
    assert.deepEqual(names(planFetch(places, files, wishes)), ['x_002.root', 'x_007.root']);
    const all = nameTemplate('{dir}/{id}-{name}');
    assert.deepEqual(names(planFetch(places, files, {...wishes, nameOf: all})), [
      '2/1002-x.root',
      '7/1007-x.root',
    ]);
  });

  it('are refused where two would have one name', () => {
    const [places, files] = scene([1, 2], 'x.root');
    assert.throws(() => planFetch(places, files, {patterns: [], nameOf: nameTemplate('{name}')}), {
      exitCode: 17,
    });
  });

  it('a template that is none, or leads elsewhere, is refused', () => {
    for (const template of ['{what}', 'x{', '{n:}', '/x', '../{n}', 'a//b', '{constructor}'])
      assert.throws(() => nameTemplate(template), {exitCode: 22}, template);
    assert.equal(
      nameTemplate('.{base}.{ext}')({name: '.hidden', number: 1, id: '', directory: ''}),
      '..hidden.',
    );
  });

  it('archives are known by the description', () => {
    assert.deepEqual(archivesIn(['a.zip:x.root,y@disk=2', 'stdout@disk=1', 'z']), ['a.zip']);
  });

  it('of a list of directories have the numbers of their places in it', async () => {
    const {grid} = new JobQueue();
    const {signal} = new AbortController();
    const places = await placesFromList(grid, 'alien:///a/1/,/a/2, out/3,,/a/1', signal);
    assert.deepEqual(
      places.map(({directory, number}) => `${number} ${directory}`),
      ['1 /a/1', '2 /a/2', '3 /alice/cern.ch/user/d/demo/out/3'],
    );
    await assert.rejects(placesFromList(grid, ' , ', signal), {exitCode: 22});
  });
});
