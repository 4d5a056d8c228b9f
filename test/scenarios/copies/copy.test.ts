import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {removeEntry} from '../../../src/lib/catalogue/change.ts';
import type {CopyEvent} from '../../../src/lib/copy/model/events.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {type CopyBox, HOME, useCopyBox} from './copy-box.ts';

/** Names that one layer or another likes to take for something else. */
const ODD_NAMES = [
  'a blank',
  ' leading and trailing ',
  "it's",
  '"quoted"',
  '$(touch x)',
  '`id`',
  '@disk:2',
  'x@y,z;w',
  'a@ALICE::CERN',
  '-rf',
  '--',
  '-',
  '#hash',
  'per%20cent',
  '100%',
  'a&b=c',
  'what?',
  'st*r',
  '[set]',
  '{a,b}',
  'back\\slash',
  'tab\there',
  'new\nline',
  'naïve',
  'Ωμέγα',
  '文件',
  'файл',
  'شكرا',
  '🚀',
  '.hidden',
  '~tilde',
  '%ALIEN',
  'file:x',
  'alien:x',
  'x'.repeat(200),
];

describe('copy, on real storage', () => {
  let box: CopyBox;
  const local = (name: string) => join(box.dir, name);

  useCopyBox((opened) => (box = opened));

  it('brings a tree of odd names, empty files and directories and big files there and back', async () => {
    await mkdir(local('tree/empty/deeper'), {recursive: true});
    for (let index = 0; index < 200; index++) {
      const name = ODD_NAMES[index] ?? `${ODD_NAMES[index % ODD_NAMES.length]} ${index}`.slice(-200);
      const directory = join('tree', index % 3 === 0 ? '' : `sub ${index % 5}`);
      await mkdir(local(directory), {recursive: true});
      await writeFile(local(join(directory, name)), index % 17 === 0 ? '' : randomBytes(index * 37 + 1));
    }
    for (const size of [1, 1 << 20, (5 << 20) + 1])
      await writeFile(local(`tree/big ${size}`), randomBytes(size));

    const up = await box.copy('file:tree/', 'alien:tree');
    assert.deepEqual(up.failures, []);
    assert.equal(up.copied, 203);
    const down = await box.copy('alien:tree/', 'file:back');
    assert.deepEqual(down.failures, []);
    assert.deepEqual([down.copied, down.notVerified], [203, 0]);
    assert.equal(box.differences('tree', 'back'), '');
    assert.deepEqual(await box.localNames('back'), await box.localNames('tree'));

    const again = await box.copy('file:tree/', 'alien:tree', {force: true});
    assert.deepEqual([again.copied, again.skipped], [0, 203]);
  });

  it('leaves out what the service would take for something in the parent directory', async () => {
    for (const name of ['dots/..x', 'dots/...', 'dots/..d/f', 'dots/good', 'dots/.x', 'dots/x..']) {
      await mkdir(dirname(local(name)), {recursive: true});
      await writeFile(local(name), name);
    }
    const before = await box.lfns();
    const {copied, failures} = await box.copy('file:dots/', `alien:${HOME}/to/dots`);
    assert.equal(copied, 3);
    assert.deepEqual(
      failures.map(({source, exitCode}) => [source.slice(box.dir.length), exitCode]).sort(),
      ['...', '..d', '..d/f', '..x'].map((name) => [`/dots/${name}`, 22]),
    );
    const made = (await box.lfns()).filter((lfn) => !before.includes(lfn));
    assert.deepEqual(
      made,
      ['.x', 'good', 'x..'].map((name) => `${HOME}/to/dots/${name}`),
    );
    await removeEntry(box.session, `${HOME}/to` as Lfn, {recursive: true});
    for (const name of ['alien:...', 'alien:..x', `alien:${HOME}/to/..x/y`])
      await assert.rejects(box.copy('file:dots/good', name), /two dots/);
  });

  it('replaces files on both sides', async () => {
    await writeFile(local('f'), 'first');
    await box.copy('file:f', 'alien:f');
    await writeFile(local('f'), 'second, longer');
    assert.equal((await box.copy('file:f', 'alien:f')).copied, 1);
    await writeFile(local('g'), 'something else');
    assert.equal((await box.copy('alien:f', 'file:g', {sizeOnly: true})).skipped, 1);
    assert.equal((await box.copy('alien:f', 'file:g')).copied, 1);
    assert.equal(await readFile(local('g'), 'utf8'), 'second, longer');
    const names = (await box.lfns()).filter((lfn) => !lfn.startsWith(`${HOME}/tree/`));
    assert.deepEqual(names, [`${HOME}/f`]);
  });

  it('replaces a file whose name the server would expand, and nothing else', async () => {
    await mkdir(local('d*r'));
    await mkdir(local('dXr'));
    for (const name of ['d*r/f?', 'd*r/fo', 'dXr/f?']) await writeFile(local(name), `first ${name}`);
    await box.copy('file:d*r', 'alien:globs/d*r');
    await box.copy('file:dXr', 'alien:globs/dXr');
    await writeFile(local('d*r/f?'), 'second, which is longer');
    const summary = await box.copy('file:d*r/', 'alien:globs/d*r');
    assert.deepEqual([summary.copied, summary.skipped, summary.warnings], [1, 1, []]);
    await box.copy('alien:globs/', 'file:globs');
    assert.equal(box.differences('d*r', 'globs/d*r'), '');
    assert.equal(box.differences('dXr', 'globs/dXr'), '');
    assert.deepEqual(await box.localNames('globs'), ['d*r', 'd*r/f?', 'd*r/fo', 'dXr', 'dXr/f?']);
  });

  it('asks the service no more than it must', async () => {
    await mkdir(local('few'));
    for (let index = 0; index < 20; index++) await writeFile(local(`few/${index}`), `content ${index}`);
    const asked = async (work: () => Promise<unknown>) => {
      box.grid.requests.length = 0;
      await work();
      return Object.fromEntries(
        ['stat', 'find', 'mkdir', 'access', 'commit'].map((name) => [
          name,
          box.grid.requests.filter(({command}) => command === name).length,
        ]),
      );
    };
    const up = await asked(() => box.copy('file:few/', `alien:${HOME}/few`));
    assert.deepEqual(up, {stat: 2, find: 0, mkdir: 1, access: 20, commit: 40});
    const down = await asked(() => box.copy(`alien:${HOME}/few/`, 'file:few2'));
    assert.deepEqual(down, {stat: 1, find: 1, mkdir: 0, access: 20, commit: 0});
    const again = await asked(() => box.copy(`alien:${HOME}/few/`, 'file:few2'));
    assert.deepEqual(again, {stat: 1, find: 1, mkdir: 0, access: 0, commit: 0});
  });

  it('writes the replicas that the specification asks for', async () => {
    await writeFile(local('one'), randomBytes(1000));
    assert.deepEqual((await box.copy('file:one', 'alien:one@ALICE::SANDBOX::DISK2')).warnings, []);
    const more = await box.copy('file:one', 'alien:three@disk:3');
    assert.match(more.warnings[0] ?? '', /2 of 3 replicas/);
  });

  it('is refused where there is no permission, with nothing left behind', async () => {
    await box.grid.addUser('other');
    await writeFile(local('mine'), 'mine');
    const stored = await box.stored();
    const summary = await box.copy('file:mine', 'alien:/alice/cern.ch/user/o/other/mine');
    assert.deepEqual([summary.copied, summary.failed], [0, 1]);
    assert.equal(summary.failures[0]?.step, 'envelope');
    assert.deepEqual(await box.stored(), stored);
  });

  it('stops when told, with nothing half done on either side', async () => {
    await mkdir(local('many'));
    for (let index = 0; index < 12; index++) await writeFile(local(`many/${index}`), randomBytes(8 << 20));
    const controller = new AbortController();
    let seen = 0;
    const onEvent = (event: CopyEvent) => {
      if (event.kind === 'started' && ++seen === 6) controller.abort(new Error('stopped'));
    };
    const up = await box.copy('file:many/', 'alien:many', {signal: controller.signal, onEvent, jobs: 4});
    assert.equal(up.aborted, true);
    assert.ok(up.copied < 12);
    const registered = (await box.lfns()).filter((lfn) => lfn.startsWith(`${HOME}/many/`));
    assert.equal(registered.length, up.copied);

    const rest = await box.copy('file:many/', 'alien:many', {jobs: 4});
    assert.deepEqual([rest.failed, rest.copied + rest.skipped], [0, 12]);
    const second = new AbortController();
    const stopAtFirst = (event: CopyEvent) => {
      if (event.kind === 'done') second.abort(new Error('stopped'));
    };
    const down = await box.copy('alien:many/', 'file:fetched', {
      signal: second.signal,
      onEvent: stopAtFirst,
      jobs: 4,
    });
    assert.equal(down.aborted, true);
    const names = await box.localNames('fetched');
    assert.equal(names.length, down.copied);
    assert.deepEqual(
      names.filter((name) => name.startsWith('.')),
      [],
    );
  });
});

describe('copy, when storage fails', () => {
  let box: CopyBox;
  const local = (name: string) => join(box.dir, name);

  useCopyBox((opened) => (box = opened));

  it('keeps the old files when the local disk is full, and says so', async function () {
    await mkdir(local('source'));
    for (let index = 0; index < 4; index++) await writeFile(local(`source/${index}`), randomBytes(1 << 20));
    await box.copy('file:source/', 'alien:disk');
    await mkdir(local('small'));
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', local('small')]);
    if (mounted.status !== 0) {
      console.log(
        `      no tmpfs can be mounted here (${String(mounted.stderr).trim()}): a full disk is not tested`,
      );
      this.skip();
    }
    try {
      await writeFile(local('small/3'), 'old content');
      // There was room when it was looked for: then somebody else takes it.
      const onEvent = ({kind}: CopyEvent): void => {
        if (kind === 'planned') writeFileSync(local('small/other'), randomBytes(4 << 20));
      };
      const summary = await box.copy('alien:disk/', 'file:small', {jobs: 1, onEvent});
      assert.ok(summary.failed > 0);
      assert.deepEqual(new Set(summary.failures.map(({exitCode}) => exitCode)), new Set([28]));
      assert.equal(await readFile(local('small/3'), 'utf8'), 'old content');
      assert.equal((await box.localNames('small')).length, summary.copied + 2);
    } finally {
      spawnSync('umount', [local('small')]);
    }
  });

  it('uploads to the storage that is left when one server dies on the way', async () => {
    await mkdir(local('tree'));
    for (let index = 0; index < 20; index++) await writeFile(local(`tree/${index}`), randomBytes(4 << 20));
    const [victim] = box.grid.storage ?? [];
    assert.ok(victim);
    let begun = 0;
    const onEvent = (event: CopyEvent) => {
      if (event.kind === 'started' && ++begun === 8) process.kill(victim.pid, 'SIGKILL');
    };
    const up = await box.copy('file:tree/', 'alien:dying', {onEvent, jobs: 4});
    assert.equal(up.copied + up.failed, 20);
    assert.ok(
      up.warnings.some((warning) => warning.includes('1 of 2 replicas')),
      up.warnings.join('\n'),
    );
    const registered = (await box.lfns()).filter((lfn) => lfn.startsWith(`${HOME}/dying/`));
    assert.equal(registered.length, up.copied);

    // The dead server holds one replica of the first files: the other one is read.
    const down = await box.copy('alien:dying/', 'file:survived');
    assert.deepEqual([down.copied, down.failed], [up.copied, 0]);
    if (up.failed === 0) assert.equal(box.differences('tree', 'survived'), '');
  });

  it('says that a file on the way is no directory', async () => {
    await writeFile(join(box.dir, 'readme'), 'small');
    await box.copy('file:readme', `alien:${HOME}/README`);
    for (const to of ['README/x', 'README/x/y']) {
      const {failures} = await box.copy('file:readme', `alien:${HOME}/${to}`);
      assert.deepEqual(
        failures.map(({exitCode}) => exitCode),
        [20],
      );
      assert.match(failures[0]?.reason ?? '', /README is a file, not a directory/);
    }
    await assert.rejects(box.copy(`alien:${HOME}/README`, 'file:readme/x'), {exitCode: 20});
  });
});
