import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {OwnMemory} from '../../../src/lib/completion/memory.ts';
import {SharedMemory} from '../../../src/lib/completion/shared-memory.ts';
import {WarmMemory} from '../../../src/lib/completion/warm-memory.ts';

const LIST = [{name: 'a', summary: 'x'}, {name: 'b'}];

describe('the memory of completion', () => {
  let env: {XDG_CACHE_HOME: string; JALIEN_TOKEN_CERT: string};
  let folder: string;
  beforeEach(() => {
    env = {XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'alien-test-')), JALIEN_TOKEN_CERT: 'one'};
    folder = join(env.XDG_CACHE_HOME, 'alien/completion');
  });
  afterEach(() => rmSync(env.XDG_CACHE_HOME, {recursive: true}));

  const onlyFile = (): string => join(folder, readdirSync(folder)[0] ?? '');

  it('keeps a list for other processes, in a file that no one else can read', () => {
    SharedMemory.of(env).keep('ls', LIST);
    assert.deepEqual(SharedMemory.of(env).recall('ls', 5), LIST);
    assert.equal(statSync(onlyFile()).mode & 0o777, 0o600);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it('knows nothing of other lists, and of other users of the grid', () => {
    SharedMemory.of(env).keep('ls', LIST);
    assert.equal(SharedMemory.of(env).recall('ps', 5), undefined);
    assert.equal(SharedMemory.of({...env, JALIEN_TOKEN_CERT: 'other'}).recall('ls', 5), undefined);
  });

  it('knows nothing of who one was before the credentials or the settings changed', () => {
    const home = env.XDG_CACHE_HOME;
    const around = {XDG_CACHE_HOME: home, HOME: home, TMPDIR: home};
    const token = join(home, `tokencert_${process.getuid?.()}.pem`);
    const config = join(home, '.config/alien/config.json');
    const changes: readonly (() => void)[] = [
      () => writeFileSync(token, 'one'),
      () => writeFileSync(token, 'another one'),
      () => rmSync(token),
      () => mkdirSync(dirname(config), {recursive: true}),
      () => writeFileSync(config, '{}'),
    ];
    for (const [at, change] of changes.entries()) {
      const key = `ls ${at}`;
      SharedMemory.of(around).keep(key, LIST);
      assert.deepEqual(SharedMemory.of(around).recall(key, 5), LIST);
      change();
      const isOther = at !== changes.length - 2; // an empty directory changes nothing
      assert.deepEqual(SharedMemory.of(around).recall(key, 5), isOther ? undefined : LIST, key);
    }
    const elsewhere = {...around, TMPDIR: join(home, 'other'), HOME: join(home, 'other')};
    SharedMemory.of(around).keep('ls', LIST);
    assert.equal(SharedMemory.of(elsewhere).recall('ls', 5), undefined);
  });

  it('is the same with and without agent', () => {
    SharedMemory.of({...env, ALIEN_AGENT: 'off', ALIEN_LAUNCHED: 'x'}).keep('ls', LIST);
    assert.deepEqual(SharedMemory.of({...env, XDG_SESSION_ID: '7'}).recall('ls', 5), LIST);
  });

  it('forgets what is old, and removes it in the end', () => {
    SharedMemory.of(env).keep('ls', LIST);
    const before = new Date(Date.now() - 6000);
    utimesSync(onlyFile(), before, before);
    assert.equal(SharedMemory.of(env).recall('ls', 5), undefined);
    const longBefore = new Date(Date.now() - 25 * 3600 * 1000);
    utimesSync(onlyFile(), longBefore, longBefore);
    SharedMemory.of(env).keep('ps', LIST);
    assert.equal(readdirSync(folder).length, 1);
  });

  it('believes nothing that is not a list, or a link', () => {
    SharedMemory.of(env).keep('ls', LIST);
    const file = onlyFile();
    for (const text of ['', '{', '{}', '[1]', '[{"name":1}]']) {
      writeFileSync(file, text);
      assert.equal(SharedMemory.of(env).recall('ls', 5), undefined, text);
    }
    writeFileSync(join(folder, 'other'), JSON.stringify(LIST));
    rmSync(file);
    symlinkSync(join(folder, 'other'), file);
    assert.equal(SharedMemory.of(env).recall('ls', 5), undefined);
  });

  it('does without a place to write', () => {
    const none = {XDG_CACHE_HOME: '/proc/none'};
    SharedMemory.of(none).keep('ls', LIST);
    assert.equal(SharedMemory.of(none).recall('ls', 5), undefined);
  });

  it('of a worker has lists at hand, the last ones of them, and in files', () => {
    const shared = SharedMemory.of(env);
    const memory = new WarmMemory(shared);
    for (let n = 0; n < 25; n++) memory.keep(`ls ${n}`, LIST);
    assert.deepEqual(shared.recall('ls 0', 5), LIST);
    rmSync(folder, {recursive: true});
    assert.equal(memory.recall('ls 0', 5), undefined);
    assert.deepEqual(memory.recall('ls 24', 5), LIST);
    assert.equal(memory.recall('ls 24', -1), undefined);
    const long = Array.from({length: 10_001}, (_, n) => ({name: `f${n}`}));
    memory.keep('ls', LIST);
    memory.keep('ls', long);
    assert.equal(memory.recall('ls', 5)?.length, long.length);
  });

  it('of a shell forgets all at once', () => {
    const memory = new OwnMemory();
    memory.keep('ls', LIST);
    assert.deepEqual(memory.recall('ls', 5), LIST);
    assert.equal(memory.recall('ls', -1), undefined);
    memory.forget();
    assert.equal(memory.recall('ls', 5), undefined);
  });
});
