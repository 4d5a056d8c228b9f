import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Journal} from '../../../src/lib/traces/journal.ts';
import {type JournalForm, openIn} from '../../../src/lib/traces/journal-lines.ts';
import {Journals} from '../../../src/lib/traces/journals.ts';
import {makePrivate, namesIn, readOwn} from '../../../src/lib/traces/private-files.ts';
import {type MarkedProcess, thisProcess, uniqueMark} from '../../../src/lib/traces/process-mark.ts';
import {GONE_PID} from '../../support/gone-pid.ts';
import {openFilesIn} from '../../support/open-files.ts';

interface Entry {
  readonly key: string;
  readonly value?: number;
}
const isEntry = (value: object): value is Entry => 'key' in value && typeof value.key === 'string';
const FORM: JournalForm<Entry> = {keyOf: ({key}) => key, isEntry};
const GONE = {...thisProcess(), pid: GONE_PID};
const ELSEWHERE = {...thisProcess(), machine: 'another-host'};

describe('a journal', () => {
  let parent: string;
  let directory: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'alien-journal-'));
    directory = join(parent, 'journals');
  });
  afterEach(() => rmSync(parent, {recursive: true}));

  const files = () => (existsSync(directory) ? readdirSync(directory) : []);
  const text = () =>
    files()
      .map((name) => readFileSync(join(directory, name), 'utf8'))
      .join('');
  const open = () => openIn(text(), {isEntry}).map(({key}) => key);
  const journal = () => new Journal(directory, FORM);
  /** A file as another process would have left it. */
  function leave(owner: MarkedProcess, ...keys: string[]): string {
    const lines = keys.map((key, number) => JSON.stringify({number, key}));
    const path = join(directory, uniqueMark(owner));
    mkdirSync(directory, {recursive: true, mode: 0o700});
    writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
    return path;
  }

  it('has each line with the system before anything else happens', () => {
    const one = journal();
    assert.deepEqual(files(), []);
    one.add([]);
    assert.deepEqual(files(), []);
    one.add([{key: 'a'}, {key: 'b'}]);
    assert.deepEqual(open(), ['a', 'b']);
    one.change('a', {value: 3});
    assert.deepEqual(openIn(text(), {isEntry}), [{key: 'a', value: 3}, {key: 'b'}]);
    one.close();
  });

  it('says of what is over with the next line, or at its end', () => {
    const one = journal();
    one.add([{key: 'a'}, {key: 'b'}, {key: 'c'}]);
    one.end('a');
    assert.deepEqual([open(), one.isOpen('a'), one.isOpen('b')], [['a', 'b', 'c'], false, true]);
    one.add([{key: 'd'}]);
    assert.deepEqual(open(), ['b', 'c', 'd']);
    one.end('b');
    one.close();
    assert.deepEqual(open(), ['c', 'd']);
  });

  it('is gone when all is over, and says nothing of what it does not know', () => {
    const one = journal();
    one.change('none', {value: 1});
    one.end('none');
    one.close();
    assert.deepEqual(files(), []);
    one.add([{key: 'a'}]);
    one.end('a');
    one.end('a');
    assert.equal(files().length, 1);
    one.close();
    assert.deepEqual(files(), []);
  });

  it('leaves no file open', () => {
    const count = () => openFilesIn(directory).length;
    for (const isOver of [true, false]) {
      const one = journal();
      one.add([{key: 'a'}]);
      assert.equal(count(), 1);
      if (isOver) one.end('a');
      one.close();
      assert.equal(count(), 0);
    }
  });

  it('begins a new file after each use of it, and is not active in between', () => {
    const one = journal();
    one.add([{key: 'a'}]);
    const [first = ''] = files();
    assert.ok(Journal.isActive(join(directory, first)));
    one.close();
    assert.ok(!Journal.isActive(join(directory, first)));
    one.add([{key: 'b'}]);
    assert.equal(files().length, 2);
    one.close();
    assert.deepEqual(open().sort(), ['a', 'b']);
  });

  it('begins a new file with what is open when its own is long, and removes that', () => {
    const one = journal();
    const key = (index: number) => `${index}-${'k'.repeat(1000)}`;
    one.add([{key: key(0)}]);
    const [first = ''] = files();
    let index = 1;
    for (; files().includes(first); index++) {
      assert.ok(index < 3000);
      one.add([{key: key(index)}]);
      one.end(key(index));
    }
    assert.ok(index > 900, `${index} lines of a kilobyte`);
    assert.equal(files().length, 1);
    assert.ok(text().length < 10_000);
    assert.ok(!Journal.isActive(join(directory, first)));
    assert.equal(open()[0], key(0));
    one.close();
  });

  it('is done without where nothing can be written', () => {
    writeFileSync(directory, 'a file');
    const one = journal();
    one.add([{key: 'a'}]);
    assert.ok(one.isOpen('a'));
    assert.equal(one.take([{key: 'b'}]), undefined);
    one.end('a');
    one.close();
  });

  it('takes over what it does not know yet', () => {
    const one = journal();
    one.add([{key: 'a'}]);
    assert.deepEqual(one.take([{key: 'a'}, {key: 'b'}]), [{key: 'b'}]);
    assert.deepEqual(open(), ['a', 'b']);
    one.close();
  });

  it('is read as far as it can be', () => {
    const lines = [
      '{"number":1,"key":"a"}',
      '{"number":2}',
      'null',
      '3',
      '{"number":"1","over":true}',
      '{"key":"b"}',
    ];
    assert.deepEqual(openIn(`${lines.join('\n')}\n{"number":1,"over":tr`, {isEntry}), [{key: 'a'}]);
    assert.deepEqual(openIn('', {isEntry}), []);
  });

  describe('of another run', () => {
    const journals = (form: Partial<JournalForm<Entry>> = {}) => new Journals(directory, {...FORM, ...form});
    const leftovers = (form: Partial<JournalForm<Entry>> = {}) =>
      journals(form)
        .leftovers()
        .map(({key}) => key);

    it('is looked at where its process is gone, or is this one and done with it', () => {
      leave(GONE, 'gone');
      leave(thisProcess(), 'own');
      leave({...thisProcess(), pid: process.ppid, start: undefined}, 'alive');
      leave(ELSEWHERE, 'unknown');
      const active = journal();
      active.add([{key: 'active'}]);
      assert.deepEqual(leftovers().sort(), ['gone', 'own']);
      active.close();
      assert.deepEqual(leftovers().sort(), ['active', 'gone', 'own']);
    });

    it('of another machine is looked at after its silence', () => {
      const path = leave(ELSEWHERE, 'x');
      const old = new Date(Date.now() - 60_000);
      utimesSync(path, old, old);
      assert.deepEqual(leftovers({silenceOfOthers: 59_000}), ['x']);
      assert.deepEqual(leftovers({silenceOfOthers: 90_000}), []);
      assert.deepEqual(leftovers(), []);
    });

    it('of an earlier version is read in its own way', () => {
      mkdirSync(directory);
      writeFileSync(join(directory, 'a.json'), 'text');
      assert.deepEqual(leftovers(), []);
      const seen: [string, string][] = [];
      const earlier: JournalForm<Entry>['earlier'] = (name, file) => {
        seen.push([name, file.text]);
        return [{key: name}];
      };
      assert.deepEqual(leftovers({earlier}), ['a.json']);
      assert.deepEqual(seen, [['a.json', 'text']]);
      assert.deepEqual(leftovers({earlier: () => undefined}), []);
    });

    it('is handed to one run, which notes it before it is gone', () => {
      leave(GONE, 'a', 'b');
      leave(GONE, 'b');
      leave(GONE);
      const mine = journals().open();
      assert.deepEqual(
        journals()
          .adopt(mine)
          .map(({key}) => key)
          .sort(),
        ['a', 'b'],
      );
      assert.deepEqual(open().sort(), ['a', 'b']);
      assert.equal(files().length, 1);
      assert.deepEqual(journals().adopt(journals().open()), []);
      mine.close();
    });

    it('stays where this one cannot note it', () => {
      const path = leave(GONE, 'a');
      const mine = new Journal(join(path, 'no directory'), FORM);
      assert.deepEqual(journals().adopt(mine), []);
      assert.ok(existsSync(path));
    });

    it('is not this one’s where another run has taken it', () => {
      const path = leave(GONE, 'a');
      const mine = journals().open();
      const take = mine.take.bind(mine);
      mine.take = (entries) => {
        rmSync(path);
        return take(entries);
      };
      assert.deepEqual(journals().adopt(mine), []);
      assert.equal(mine.isOpen('a'), false);
      mine.close();
      assert.deepEqual(files(), []);
    });
  });

  describe('has files of its own', () => {
    it('in a directory that is closed to others', () => {
      mkdirSync(directory);
      chmodSync(directory, 0o755);
      makePrivate(directory);
      assert.equal(statSync(directory).mode & 0o777, 0o700);
      chmodSync(directory, 0o500);
      makePrivate(directory);
      assert.equal(statSync(directory).mode & 0o777, 0o500, 'closed already');
      const one = journal();
      chmodSync(directory, 0o700);
      one.add([{key: 'a'}]);
      assert.equal(statSync(join(directory, files()[0] as string)).mode & 0o777, 0o600);
      one.close();
    });

    it('not behind a link', () => {
      const real = join(parent, 'real');
      mkdirSync(real);
      writeFileSync(join(real, 'a'), 'x');
      symlinkSync(real, directory);
      assert.deepEqual(namesIn(directory), []);
      assert.deepEqual(namesIn(real), ['a']);
      assert.throws(() => makePrivate(directory), /not ours/);
      symlinkSync(join(real, 'a'), join(real, 'link'));
      assert.equal(readOwn(join(real, 'link')), undefined);
      const {text: content = '', age = NaN} = readOwn(join(real, 'a')) ?? {};
      assert.equal(content, 'x');
      assert.ok(age > -1000 && age < 60_000);
    });

    it('and none where there is nothing', () => {
      assert.deepEqual(namesIn(directory), []);
      assert.equal(readOwn(directory), undefined);
      writeFileSync(directory, 'a file');
      assert.deepEqual(namesIn(directory), []);
      assert.throws(() => makePrivate(directory));
    });
  });
});
