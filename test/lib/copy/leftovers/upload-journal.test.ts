import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Replica} from '../../../../src/lib/catalogue/access.ts';
import {UploadJournals} from '../../../../src/lib/copy/leftovers/upload-journals.ts';
import type {Lfn} from '../../../../src/lib/paths/lfn.ts';
import {Workbench} from '../support/workbench.ts';
import {giveAway} from './dead-process.ts';

const LFN = '/alice/home/file' as Lfn;
const replica = (name: string, envelope = 'leave\nto write'): Replica => ({
  ...{url: `root://one//${name}`, envelope, se: 'ALICE::A::ONE', guid: `guid-${name}`},
  ...{size: 1, md5: undefined, tags: []},
});

describe('the journal of uploads', () => {
  let state: string;
  let directory: string;
  let journals: UploadJournals;

  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'alien-uploads-'));
    directory = join(state, 'deep', 'uploads');
    journals = new UploadJournals(directory);
  });
  afterEach(() => rmSync(state, {recursive: true}));
  const names = () => readdirSync(directory);
  const only = () => join(directory, names()[0] ?? '');
  const urls = () => journals.leftovers().map(({url}) => url);

  /** What a run leaves that is killed with these on their way. */
  async function killed(...replicas: Replica[]): Promise<string> {
    journals.open().begin(LFN, replicas);
    const [path = ''] = await giveAway(directory);
    return path;
  }

  it('is one file for nobody else to read, with all that is needed to remove what is left', async () => {
    const journal = journals.open();
    journal.begin(LFN, [replica('a'), replica('b')]);
    assert.equal(names().length, 1);
    assert.equal(statSync(only()).mode & 0o777, 0o600);
    assert.equal(statSync(directory).mode & 0o777, 0o700);
    assert.deepEqual(journals.leftovers(), [], 'it is under way');
    journal.asking(replica('a').url);
    await giveAway(directory);
    const [a, b] = journals.leftovers();
    assert.ok(a && b && a.asked !== undefined && a.booked <= a.asked && a.asked <= Date.now());
    assert.deepEqual(b, {
      ...{lfn: LFN, url: 'root://one//b', envelope: 'leave\nto write', se: 'ALICE::A::ONE', guid: 'guid-b'},
      booked: a.booked,
    });
  });

  it('is gone when everything is over, and else says what is open', async () => {
    const journal = journals.open();
    journal.begin(LFN, [replica('a'), replica('b')]);
    for (const {url} of [replica('a'), replica('b')]) journal.end(url);
    journal.close();
    assert.deepEqual(names(), []);
    const other = journals.open();
    other.begin(LFN, [replica('c'), replica('d')]);
    other.end(replica('c').url);
    other.close();
    assert.deepEqual(urls(), [replica('d').url]);
    other.end(replica('d').url); // too late: a later run has it
    assert.deepEqual(urls(), [replica('d').url]);
  });

  it('does not grow with what is over', () => {
    const journal = journals.open();
    const envelope = 'e'.repeat(2000);
    journal.begin(LFN, [replica('first', envelope)]);
    for (let count = 0; count < 2000; count++) {
      journal.begin(LFN, [replica(`${count}`, envelope)]);
      journal.end(replica(`${count}`).url);
    }
    assert.equal(names().length, 1);
    assert.ok(statSync(only()).size < 1.1e6);
    journal.close();
    assert.deepEqual(urls(), [replica('first').url]);
  });

  it('is not there for downloads, nor for uploads of what has no content', async () => {
    const bench = await Workbench.open();
    try {
      bench.uploads = journals;
      bench.place('/alice/home/x', 'x');
      await bench.copy('alien:/alice/home/x', 'file:x');
      writeFileSync(join(bench.dir, 'empty'), '');
      assert.equal((await bench.copy('file:empty', 'alien:empty')).copied, 1);
      assert.deepEqual(readdirSync(state), []);
      const seen: number[] = [];
      bench.storage.before = (step) => void (step === 'upload' && seen.push(names().length));
      assert.equal((await bench.copy('file:x', 'alien:y')).copied, 1);
      assert.deepEqual([seen, names()], [[1, 1], []]);
    } finally {
      await bench.close();
    }
  });

  it('says what can be read of it, whatever else is there', async () => {
    const path = await killed(replica('a'), replica('b'));
    const [one = '', two = ''] = readFileSync(path, 'utf8').split('\n');
    const wrong = [
      '{}',
      'null',
      '[]',
      '7',
      '{"number":9,"asked":1}',
      '{"number":8,"url":3}',
      '\0\0\u{1f600}{',
    ];
    const over = '{"number":0,"over":true}';
    writeFileSync(path, [...wrong, one, ...wrong, two, over, two.slice(0, 40)].join('\n'));
    assert.deepEqual(urls(), [replica('b').url]);
  });

  it('is removed by the next run where nobody can read it, or nothing is open', async () => {
    writeFileSync(await killed(replica('a')), Buffer.alloc(1000, 255));
    writeFileSync(await killed(replica('b')), '');
    assert.equal(names().length, 2);
    assert.deepEqual(urls(), []);
    assert.equal(names().length, 2, 'looking at it changes nothing');
    assert.deepEqual(journals.adopt(journals.open()), []);
    assert.deepEqual(names(), []);
  });

  it('is handed on as a whole, and each replica once', async () => {
    const path = await killed(replica('a'), replica('b'));
    const text = readFileSync(path, 'utf8');
    const journal = journals.open();
    assert.equal(journals.adopt(journal).length, 2);
    journal.end(replica('a').url);
    journal.close(); // it came no further
    writeFileSync(path, text); // and the one before had been killed between its two steps
    const last = journals.open();
    assert.deepEqual(
      journals
        .adopt(last)
        .map(({url}) => url)
        .sort(),
      [replica('a').url, replica('b').url],
    );
    assert.deepEqual(names().length, 1);
    last.close();
  });

  it('follows no link that somebody has laid', async () => {
    const elsewhere = join(state, 'elsewhere');
    const path = await killed(replica('a'));
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
    assert.deepEqual(urls(), [], 'a file');
    assert.deepEqual(journals.adopt(journals.open()), []);
    assert.ok(statSync(elsewhere).size > 0);

    rmSync(directory, {recursive: true});
    mkdirSync(elsewhere.replace('elsewhere', 'other'));
    symlinkSync(join(state, 'other'), directory);
    const journal = journals.open();
    journal.begin(LFN, [replica('b')]);
    assert.deepEqual(readdirSync(join(state, 'other')), [], 'a directory');
    renameSync(elsewhere, join(state, 'other', path.slice(directory.length + 1)));
    assert.deepEqual(urls(), []);
  });

  it("leaves alone what is somebody else's", async () => {
    await killed(replica('a'));
    const {getuid = () => 0} = process;
    process.getuid = () => getuid() + 1;
    try {
      assert.deepEqual(urls(), []);
      assert.deepEqual(journals.adopt(journals.open()), []);
      journals.open().begin(LFN, [replica('b')]);
      assert.equal(names().length, 1);
    } finally {
      process.getuid = getuid;
    }
    assert.deepEqual(urls(), [replica('a').url]);
  });

  it('closes a directory that others could read', () => {
    mkdirSync(directory, {recursive: true});
    chmodSync(directory, 0o755);
    journals.open().begin(LFN, [replica('a')]);
    assert.equal(statSync(directory).mode & 0o777, 0o700);
  });

  it('looks at no file that is not one of its own', async () => {
    const path = await killed(replica('a'));
    renameSync(path, join(directory, 'notes.txt'));
    appendFileSync(join(directory, 'notes.txt'), 'mine');
    assert.deepEqual(journals.adopt(journals.open()), []);
    assert.deepEqual(names(), ['notes.txt']);
  });

  it('is done without where nothing can be written', async () => {
    writeFileSync(join(state, 'deep'), 'a file in the way');
    const bench = await Workbench.open();
    try {
      bench.uploads = journals;
      writeFileSync(join(bench.dir, 'x'), 'x');
      assert.equal((await bench.copy('file:x', 'alien:x')).copied, 1);
    } finally {
      await bench.close();
    }
  });
});
