import assert from 'node:assert/strict';
import {
  appendFileSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {HistoryFile} from '../../src/history/history-file.ts';
import {History} from '../../src/history/history.ts';

describe('the history of a shell', () => {
  it('has each line once, where it was typed last', () => {
    const history = new History();
    for (const line of ['a', 'b', 'a', 'c']) history.add(line);
    assert.deepEqual(history.newestFirst, ['c', 'a', 'b']);
  });

  it('keeps neither empty lines, nor those behind a blank, nor several in one', () => {
    const history = new History();
    assert.deepEqual(
      ['', '   ', ' secret', 'a\nb', 'ls '].map((line) => history.add(line)),
      [false, false, false, false, true],
    );
  });

  it('keeps so many lines and no more', () => {
    const history = new History(3);
    for (const line of 'abcde') history.add(line);
    assert.deepEqual(history.newestFirst, ['e', 'd', 'c']);
  });

  it('knows how a line is likely to go on', () => {
    const history = new History();
    for (const line of ['ls -l', 'ls data', 'pwd']) history.add(line);
    assert.deepEqual(
      ['ls', 'ls -', 'pwd', 'x', '', ' '].map((line) => history.restOf(line)),
      [' data', 'l', '', '', '', ''],
    );
  });

  describe('in a file', () => {
    let dir: string;
    let path: string;
    beforeEach(() => {
      dir = mkdtempSync(join(tmpdir(), 'history-'));
      path = join(dir, 'history');
    });
    afterEach(() => rmSync(dir, {recursive: true}));

    const opened = () => {
      const history = new History();
      const file = new HistoryFile(path, history);
      file.refresh();
      return {history, file};
    };

    it('is shared by several shells, each line as soon as it is there', () => {
      const [one, other] = [opened(), opened()];
      one.file.append('from one');
      other.file.append('from the other');
      one.file.refresh();
      other.file.refresh();
      assert.deepEqual(one.history.newestFirst, ['from the other', 'from one']);
      assert.deepEqual(other.history.newestFirst, ['from the other', 'from one']);
      assert.deepEqual(opened().history.newestFirst, ['from the other', 'from one']);
      assert.equal(statSync(path).mode & 0o777, 0o600);
    });

    it('is that of alien.py', () => {
      writeFileSync(path, 'ls\nfind /alice *.root\nls\n');
      assert.deepEqual(opened().history.newestFirst, ['ls', 'find /alice *.root']);
    });

    it('is written anew when it has grown long, without the loss of a line', () => {
      const lines = Array.from({length: 12_000}, (_, i) => `echo ${i}`);
      writeFileSync(path, `${lines.join('\n')}\n`);
      const {history} = opened();
      assert.equal(history.newestFirst.length, 5000);
      assert.equal(readFileSync(path, 'utf8'), `${lines.slice(-5000).join('\n')}\n`);
      const another = opened();
      appendFileSync(path, 'late\n');
      another.file.refresh();
      assert.equal(another.history.newestFirst[0], 'late');
    });

    it('lasts as long as the shell where no file can be kept', () => {
      for (const place of [dir, '/no/such/place/history']) {
        const history = new History();
        const file = new HistoryFile(place, history);
        file.refresh();
        file.append('ls');
        file.append('pwd');
        file.refresh();
        assert.deepEqual(history.newestFirst, ['pwd', 'ls']);
      }
    });

    it('follows a link to where the person keeps it', () => {
      writeFileSync(join(dir, 'elsewhere'), 'ls\n');
      symlinkSync(join(dir, 'elsewhere'), path);
      const {file, history} = opened();
      file.append('pwd');
      assert.deepEqual(history.newestFirst, ['pwd', 'ls']);
      assert.equal(readFileSync(join(dir, 'elsewhere'), 'utf8'), 'ls\npwd\n');
      writeFileSync(join(dir, 'elsewhere'), 'a\nb\n'.repeat(6000));
      opened();
      assert.ok(lstatSync(path).isSymbolicLink());
      assert.equal(readFileSync(join(dir, 'elsewhere'), 'utf8'), 'a\nb\n');
    });
  });
});
