import assert from 'node:assert/strict';
import {appendFileSync, readFileSync, truncateSync, writeFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {XrootdStorage} from '../../../src/lib/storage/xrootd-storage.ts';
import type {CopyEvent} from '../../../src/lib/copy/model/events.ts';
import {type CopyBox, HOME, LIMITS, useCopyBox} from './copy-box.ts';
import {Program} from '../stage/program.ts';

/** Files whose size the kernel does not tell: it makes them up as they are read. */
const MADE_UP = ['/proc/version', '/proc/sys/kernel/ostype', '/sys/kernel/mm/transparent_hugepage/enabled'];

describe('sources whose size is not what the file system says', function () {
  this.timeout(60_000);
  let box: CopyBox;
  let alien: Program;
  useCopyBox((opened) => {
    box = opened;
    alien = new Program({...box.grid.env(), TMPDIR: box.dir}, box.dir);
  });
  const onGrid = (lfn: string) => box.grid.readFile(`${HOME}/${lfn}`);
  const at = (name: string) => join(box.dir, name);

  for (const [index, path] of MADE_UP.entries())
    it(`come whole: ${path}`, async () => {
      const content = readFileSync(path);
      assert.ok(content.length > 0);
      const {copied, bytes, failures} = await box.copy(`file:${path}`, `alien:made-up${index}`);
      assert.deepEqual([copied, failures, bytes], [1, [], content.length]);
      assert.ok((await onGrid(`made-up${index}`)).equals(content));
      const again = await box.copy(`file:${path}`, `alien:made-up${index}`);
      assert.deepEqual([again.copied, again.skipped], [0, 1]);
    });

  it('replace an empty file of the same name', async () => {
    writeFileSync(at('empty'), '');
    await box.copy('file:empty', 'alien:grown');
    const {copied} = await box.copy('file:/proc/version', 'alien:grown');
    assert.equal(copied, 1);
    assert.ok((await onGrid('grown')).equals(readFileSync('/proc/version')));
  });

  it('may be pipes: stdin, and those of a shell', async () => {
    const text = 'line\n'.repeat(100_000);
    writeFileSync(at('text'), text);
    for (const [line, lfn] of [
      ['cat text | alien cp file:/dev/stdin alien:from-stdin', 'from-stdin'],
      ['alien cp file:<(cat text) alien:from-shell', 'from-shell'],
      ['alien cp file:/dev/stdin alien:from-file < text', 'from-file'],
    ] as const) {
      const {code, stderr} = await alien.shell(line);
      assert.equal(code, 0, stderr);
      assert.equal((await onGrid(lfn)).toString(), text, line);
    }
    assert.deepEqual(
      (await box.localNames('.')).filter((name) => name.startsWith('alien-')),
      [],
    );
  });

  it('may be stdin, and stdout may be the destination, by a dash', async () => {
    const content = Buffer.from('\n\0 x \xff', 'latin1');
    writeFileSync(at('bytes'), content);
    for (const line of [
      'cat bytes | alien cp - alien:dashed',
      'alien cp -f - alien:dashed < bytes',
      'mkdir -p d; cat bytes | alien cp -- - alien:dashed',
    ])
      assert.equal((await alien.shell(line)).code, 0, line);
    assert.ok((await onGrid('dashed')).equals(content));
    const {code, stderr} = await alien.shell('alien cp alien:dashed - > back');
    assert.deepEqual([code, stderr], [0, '']);
    assert.ok(readFileSync(at('back')).equals(content));
    assert.equal((await alien.shell('alien cp alien:dashed - | cat | cmp - bytes')).code, 0);
    for (const [line, expected] of [
      ['alien cp - alien:x - < bytes', 22],
      ['alien cp - - < bytes', 22],
      ['alien cp alien:dashed alien:dashed -', 22],
      ['alien cp -json alien:dashed -', 22],
      ['alien cp alien:nowhere -', 2],
      ['alien cp alien:. -', 21],
    ] as const) {
      const ended = await alien.shell(line);
      assert.equal(ended.code, expected, `${line}: ${ended.stderr}`);
    }
    assert.deepEqual(
      (await box.localNames('.')).filter((name) => name.startsWith('alien-')),
      [],
    );
  });

  it('are refused by name when they have no end', async () => {
    await assert.rejects(box.copy('file:/dev/zero', 'alien:zero'), {exitCode: 22, message: /\/dev\/zero/});
  });

  it('are told as they were sent when they changed since the plan', async () => {
    for (const [name, size, later] of [
      ['shorter', 100_000, 7],
      ['emptied', 100_000, 0],
      ['longer', 0, 50],
      ['large', 40 << 20, 33 << 20],
    ] as const) {
      await writeFile(at(name), Buffer.alloc(size));
      const events: CopyEvent[] = [];
      const {copied, bytes, warnings, failures} = await box.copy(`file:${name}`, `alien:${name}`, {
        onEvent: (event) => {
          events.push(event);
          if (event.kind !== 'planned') return;
          truncateSync(at(name), 0);
          appendFileSync(at(name), Buffer.alloc(later));
        },
      });
      assert.deepEqual([copied, bytes, failures], [1, later, []], name);
      assert.equal((await onGrid(name)).length, later);
      assert.match(warnings.join(), name === 'longer' ? /^$/ : new RegExp(`${size} bytes .* ${later} when`));
      const done = events.find((event) => event.kind === 'done');
      assert.equal(done?.bytes, later);
    }
  });

  it('are blamed themselves, and no storage element, when they become shorter while they are sent', async () => {
    await writeFile(at('melting'), Buffer.alloc(200 << 20));
    let isCut = false;
    const {failures} = await box.copy('file:melting', `alien:melting@disk:2`, {
      storage: new XrootdStorage({...LIMITS, rateLimit: 50 << 20}),
      onEvent: (event) => {
        if (event.kind !== 'progress' || isCut) return;
        isCut = true;
        truncateSync(at('melting'), 1 << 20);
      },
    });
    assert.equal(failures.length, 1);
    assert.equal(failures[0]?.exitCode, 5);
    assert.match(failures[0]?.reason ?? '', /melting changed while it was copied/);
    assert.doesNotMatch(failures[0]?.reason ?? '', /ALICE::/);
  });

  it('go to stdout, wherever that leads, as a part of what the shell writes there', async () => {
    writeFileSync(at('text'), 'text\n');
    await box.copy('file:text', 'alien:text');
    const copy = 'alien cp -q alien:text file:/dev/stdout';
    for (const [line, content] of [
      [`(echo before; ${copy}; echo after) > out; cat out`, 'before\ntext\nafter\n'],
      [`(echo before; ${copy}; echo after) | cat`, 'before\ntext\nafter\n'],
      [`echo before > out; ${copy} >> out; cat out`, 'before\ntext\n'],
    ] as const) {
      const {stdout, stderr} = await alien.shell(line);
      const told = stdout.replaceAll(/^(?:jobID|Successful jobs).*\n/gm, '');
      assert.equal(told, content, `${line}: ${stderr}`);
    }
  });
});
