import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {statEntry} from '../../../../src/lib/catalogue/lookup.ts';
import {NO_CONTENT} from '../../../../src/lib/copy/model/content.ts';
import {ReplacementJournal} from '../../../../src/lib/copy/replace/replacement-journal.ts';
import {putContent} from '../../../../src/lib/copy/write/put-content.ts';
import {NetworkError, ServerError, UserError} from '../../../../src/lib/errors/errors.ts';
import {UnreadableAnswer} from '../../../../src/lib/session/requests/answer.ts';
import {elementOf, LFN, TEXT, WriteRig} from './rig.ts';

const OLD = {
  type: 'f',
  size: 3,
  md5: '',
  guid: 'aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa',
  replicas: [],
} as const;

describe('putting content under a name', () => {
  let rig: WriteRig;
  let directory: string;
  let replacements: ReplacementJournal;

  beforeEach(async () => {
    rig = new WriteRig();
    directory = await mkdtemp(join(tmpdir(), 'alien-put-'));
    replacements = new ReplacementJournal(directory);
  });
  afterEach(() => rm(directory, {recursive: true}));

  const fresh = () => putContent(rig.upload({replacements}));
  async function replace(content = rig.upload().content) {
    rig.grid.entries.set(LFN, {...OLD, replicas: []});
    const existing = await statEntry(rig.grid, LFN);
    rig.grid.requests.length = 0;
    return await putContent({...rig.upload({replacements}, {existing}), content});
  }
  /** What each name has: the old content or the new one. */
  const names = () =>
    Object.fromEntries(
      [...rig.grid.entries]
        .filter(([, {type}]) => type === 'f')
        .map(([lfn, {guid}]) => [/alien-\w+$/.exec(lfn)?.[0] ?? lfn, guid === OLD.guid ? 'old' : 'new']),
    );
  const unfinished = () => replacements.unfinished().length;
  const commands = () => rig.grid.requests.map(({command}) => command);

  it('stores a new file under its own name, and notes no replacement', async () => {
    const outcome = await fresh();
    assert.equal(outcome.kind, 'copied');
    assert.ok(outcome.verified);
    assert.deepEqual(names(), {[LFN]: 'new'});
    assert.deepEqual(commands(), ['access', 'commit', 'commit', 'stat']);
  });

  it('replaces a file only after the new content is registered under another name', async () => {
    const outcome = await replace();
    assert.ok(!('warning' in outcome));
    assert.deepEqual(commands(), ['access', 'commit', 'commit', 'stat', 'mv', 'mv', 'stat', 'rm']);
    assert.deepEqual([names(), unfinished()], [{[LFN]: 'new'}, 0]);
    assert.equal(rig.steps.at(-1), 'replace');
  });

  it('replaces a file by an empty one, which needs no storage', async () => {
    await replace(NO_CONTENT);
    assert.deepEqual(commands(), ['touch', 'stat', 'mv', 'mv', 'stat', 'rm']);
    assert.deepEqual([rig.grid.entries.get(LFN)?.size, rig.holders()], [0, []]);
  });

  it('lets no other run mend a replacement that is under way', async () => {
    const seen: number[] = [];
    const during = async () => void seen.push(unfinished());
    rig.storage.before = during;
    await replace();
    assert.deepEqual(seen, [0, 0]);
  });

  it('replaces nothing after an abort, though a replica was registered: no entry of another name stays', async () => {
    let commits = 0;
    rig.grid.fault = (command) => {
      if (command === 'commit' && commits++ === 0) rig.abort();
      return undefined;
    };
    await assert.rejects(replace(), /the user/);
    assert.equal(commits, 1);
    assert.deepEqual([names(), unfinished()], [{[LFN]: 'old'}, 0]);
    assert.equal(rig.grid.count('mv'), 0);
  });

  it('replaces nothing after an abort behind the last registration', async () => {
    rig.grid.fault = (command) => {
      if (command === 'stat' && rig.grid.count('commit') === 2) rig.abort();
      return undefined;
    };
    await assert.rejects(replace(), /the user/);
    assert.deepEqual([names(), unfinished()], [{[LFN]: 'old'}, 0]);
  });

  it('removes an entry that may have been made where a registration had no answer', async () => {
    rig.grid.elements = ['ALICE::A::ONE'];
    let commits = 0;
    rig.grid.fault = (command) => {
      if (command === 'commit')
        return {when: commits++ === 0 ? 'before' : 'after', error: new NetworkError('lost')};
      return undefined;
    };
    await assert.rejects(replace(), /lost/);
    assert.deepEqual([commits, names(), unfinished()], [2, {[LFN]: 'old'}, 0]);
  });

  it('asks for no removal where nothing can have been registered', async () => {
    rig.storage.before = () => {
      throw new ServerError('full');
    };
    await assert.rejects(replace(), /full/);
    assert.deepEqual([rig.grid.count('rm'), names(), unfinished()], [0, {[LFN]: 'old'}, 0]);
  });

  it('asks for a removal where this machine failed, since a first replica may have made the entry', async () => {
    rig.sent = (facts) => ({...facts, bytes: 1});
    await assert.rejects(replace(), UserError);
    assert.equal(rig.grid.count('rm'), 1);
    assert.deepEqual([names(), unfinished()], [{[LFN]: 'old'}, 0]);
  });

  for (const [what, error, left] of [
    ['was refused: there was nothing', new ServerError('no such file'), 0],
    ['had no answer', new NetworkError('lost'), 1],
    ['had one that cannot be read', new UnreadableAnswer('?'), 1],
  ] as const)
    it(`leaves ${left} to be mended by a later run where that removal ${what}`, async () => {
      rig.sent = (facts) => ({...facts, bytes: 1});
      rig.grid.fault = (command) => (command === 'rm' ? {when: 'before', error} : undefined);
      await assert.rejects(replace(), UserError);
      assert.equal(unfinished(), left);
    });

  it('replaces nothing by an empty file after an abort', async () => {
    rig.grid.fault = (command) => {
      if (command === 'stat' && rig.grid.count('touch') === 1) rig.abort();
      return undefined;
    };
    await assert.rejects(replace(NO_CONTENT), /the user/);
    assert.deepEqual([names(), rig.grid.count('mv'), unfinished()], [{[LFN]: 'old'}, 0, 0]);
  });

  it('is not ended by an abort between the moves and the removal of the old content', async () => {
    rig.grid.fault = (command) => {
      if (command === 'mv') rig.abort();
      return undefined;
    };
    await replace();
    assert.deepEqual([names(), unfinished()], [{[LFN]: 'new'}, 0]);
  });

  it('has ended in the journal before its outcome is told', async () => {
    const begin = replacements.begin.bind(replacements);
    const ends: boolean[] = [];
    replacements.begin = (replacement) => {
      const end = begin(replacement);
      return (isOver) => {
        end(isOver);
        ends.push(isOver);
      };
    };
    await replace();
    assert.deepEqual(ends, [true]);
  });

  it('leaves to a later run what was interrupted between the two moves', async () => {
    let moves = 0;
    rig.grid.fault = (command) =>
      command === 'mv' && moves++ > 0 ? {when: 'before', error: new ServerError('no')} : undefined;
    await assert.rejects(replace(), /The old content of/);
    assert.deepEqual([names(), unfinished()], [{'alien-old': 'old', 'alien-part': 'new'}, 1]);
  });

  it('warns of an old content that stays, and leaves it to a later run', async () => {
    rig.grid.fault = (command) =>
      command === 'rm' ? {when: 'before', error: new ServerError('no')} : undefined;
    const {warning} = await replace();
    assert.match(warning ?? '', /the old content could not be removed: it is \S+\.alien-old \(no\)/);
    assert.deepEqual([names(), unfinished()], [{[LFN]: 'new', 'alien-old': 'old'}, 1]);
  });

  it('tells of a replica that is missing beside that', async () => {
    rig.grid.fault = (command) =>
      command === 'rm' ? {when: 'before', error: new ServerError('no')} : undefined;
    rig.storage.before = (step, url) => {
      if (step === 'upload' && url.includes('TWO')) throw new ServerError('full');
    };
    const {warning} = await replace();
    assert.match(
      warning ?? '',
      /^1 of 2 replicas \(ALICE::B::TWO: full\); the old content could not be removed/,
    );
  });

  it('has nothing to mend where another file has got the name', async () => {
    let moves = 0;
    rig.grid.fault = (command) => {
      if (command === 'mv' && moves++ === 1)
        rig.grid.entries.set(LFN, {...OLD, guid: 'cccccccc-1111-4111-8111-cccccccccccc', replicas: []});
      return undefined;
    };
    await assert.rejects(replace(), /Another file has got the name/);
    assert.equal(unfinished(), 0);
  });

  it('stores a file of one byte', async () => {
    rig.sent = (facts) => ({...facts, bytes: 1});
    const upload = rig.upload({replacements}, {size: 1});
    await putContent({...upload, content: {...upload.content, size: 1}});
    assert.equal(rig.grid.entries.get(LFN)?.replicas.length, 2);
  });

  it('stores each replica once', async () => {
    await fresh();
    assert.deepEqual(rig.holders(), ['ONE', 'TWO']);
    assert.equal(rig.storage.files.get(rig.grid.entries.get(LFN)?.replicas[0] ?? '')?.toString(), TEXT);
    assert.equal(elementOf(rig.grid.entries.get(LFN)?.replicas[1] ?? ''), 'TWO');
  });
});
