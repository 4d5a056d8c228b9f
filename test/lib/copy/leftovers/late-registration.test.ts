import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {copy} from '../../../../src/lib/copy/copy.ts';
import {UploadJournals} from '../../../../src/lib/copy/leftovers/upload-journals.ts';
import {ReplacementJournal} from '../../../../src/lib/copy/replace/replacement-journal.ts';
import {NetworkError} from '../../../../src/lib/errors/errors.ts';
import type {Requester} from '../../../../src/lib/session/requests/requester.ts';
import {Workbench} from '../support/workbench.ts';
import {age, giveAway} from './dead-process.ts';

const LFN = '/alice/home/file';
const OTHER = '/alice/home/other';
const never = new Promise<never>(() => undefined);

describe('the registration of new content that takes effect after its program was killed', () => {
  let bench: Workbench;
  let state: string;
  let uploads: string;
  let replacements: string;

  beforeEach(async () => {
    state = await mkdtemp(join(tmpdir(), 'alien-late-'));
    [uploads, replacements] = [join(state, 'uploads'), join(state, 'replacements')];
    bench = await Workbench.open();
    bench.uploads = new UploadJournals(uploads);
    bench.journal = new ReplacementJournal(replacements);
    bench.place(LFN, 'the old one');
    bench.place(OTHER, 'x');
    await writeFile(join(bench.dir, 'new'), 'the new one, longer');
  });
  afterEach(async () => {
    await bench.close();
    await rm(state, {recursive: true});
  });

  /** @returns the words of the registration that is on its way */
  async function killedInReplacement(): Promise<readonly string[]> {
    const asked = Promise.withResolvers<readonly string[]>();
    const {grid, ...services} = bench.services();
    const request: Requester['request'] = (command, options = [], ...rest) => {
      if (command !== 'commit') return grid.request(command, options, ...rest);
      asked.resolve(options);
      return never;
    };
    const done = copy({sources: ['file:new'], destination: `alien:${LFN}`}, {...services, grid: {request}});
    const words = await Promise.race([asked.promise, done.then(() => assert.fail('it came to its end'))]);
    await giveAway(uploads);
    await giveAway(replacements);
    return words;
  }

  /** Any copy, as it looks after leftovers. @returns what it said */
  async function anything(): Promise<string> {
    const told: string[] = [];
    await bench.copy(`alien:${OTHER}`, 'file:other', {
      onEvent: (event) => event.kind === 'note' && told.push(event.text),
    });
    await giveAway(uploads);
    await age(uploads, 3_600_000).catch(() => undefined);
    return told.join('\n');
  }

  it('leaves nothing, although its replacement was given up before', async () => {
    const words = await killedInReplacement();
    await anything();
    assert.deepEqual(await readdir(replacements), [], 'given up');
    await bench.grid.request('commit', words);
    assert.match(bench.lfns().join(), /\.alien-part$/);
    assert.match(await anything(), /Removed \/alice\/home\/\.file\..*: it was registered after/);
    assert.deepEqual([bench.lfns(), bench.contentOf(LFN)], [[LFN, OTHER], 'the old one']);
    assert.deepEqual([bench.orphans(), await readdir(uploads)], [[], []]);
  });

  it('is left to the journal of the replacement, as long as that cannot be mended', async () => {
    const words = await killedInReplacement();
    await bench.grid.request('commit', words);
    const [temporary = ''] = bench.lfns().filter((lfn) => lfn.endsWith('.alien-part'));
    bench.grid.fault = (command) =>
      command === 'rm' ? {when: 'before', error: new NetworkError('lost')} : undefined;
    await anything();
    bench.grid.fault = () => undefined;
    assert.ok(bench.lfns().includes(temporary));
    await anything();
    assert.deepEqual(bench.lfns(), [LFN, OTHER]);
    assert.deepEqual([bench.orphans(), await readdir(replacements)], [[], []]);
  });

  it('stays where the name has another content by now', async () => {
    const words = await killedInReplacement();
    await anything();
    await bench.grid.request('commit', words);
    const [temporary = ''] = bench.lfns().filter((lfn) => lfn.endsWith('.alien-part'));
    const entry = bench.grid.entries.get(temporary);
    assert.ok(entry);
    bench.grid.entries.set('/alice/home/moved', entry);
    bench.place(temporary, 'somebody else');
    await anything();
    assert.equal(bench.contentOf(temporary), 'somebody else');
    assert.equal(bench.contentOf('/alice/home/moved'), 'the new one, longer');
  });
});
