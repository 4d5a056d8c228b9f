import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {LogFile} from '../../../src/lib/log/log-file.ts';

describe('the log file', () => {
  let dir: string;
  let path: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'alien-log-'));
    path = join(dir, 'log');
  });
  afterEach(() => rmSync(dir, {recursive: true}));

  const open = (append = false) =>
    new LogFile(path, {append, onFailure: (error) => assert.fail(String(error))});
  const write = (line: string, append = false) => {
    const log = open(append);
    log.write(line);
    log.close();
  };

  it("is its owner's alone, also if it was there before", () => {
    write('one');
    assert.equal(statSync(path).mode & 0o777, 0o600);
    chmodSync(path, 0o644);
    write('two');
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it('begins anew, or goes on', () => {
    write('one');
    write('two');
    write('three', true);
    assert.equal(readFileSync(path, 'utf8'), 'two\nthree\n');
  });

  it('follows no link and writes to no file with a second name', () => {
    const other = join(dir, 'other');
    writeFileSync(other, 'precious');
    symlinkSync(other, path);
    assert.throws(() => open(), {code: 'ELOOP'});
    rmSync(path);
    linkSync(other, path);
    assert.throws(() => open(), {message: /second name/});
    assert.equal(readFileSync(other, 'utf8'), 'precious');
  });

  it('is not stopped by a pipe that nobody reads, nor by a missing directory', () => {
    execFileSync('mkfifo', [path]);
    assert.throws(() => open(), {code: 'ENXIO'});
    path = join(dir, 'no', 'log');
    assert.throws(() => open(), {code: 'ENOENT'});
    path = '/dev/null';
    write('nothing');
  });

  it('tells once when the disk is full, and writes no more', function () {
    if (!existsSync('/dev/full')) this.skip();
    const failures: unknown[] = [];
    const log = new LogFile('/dev/full', {append: false, onFailure: (error) => failures.push(error)});
    log.write('a');
    log.write('b');
    log.close();
    assert.deepEqual(
      failures.map((error) => (error as {code: string}).code),
      ['ENOSPC'],
    );
  });
});
