import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {thisProcess, uniqueMark, workFor} from '../../../src/lib/traces/process-mark.ts';
import {temporaryDirectoryName} from '../../../src/lib/traces/temporary-name.ts';
import {makeTemporaryDirectory} from '../../../src/lib/traces/temporary-directory.ts';
import {GONE_PID} from '../../support/gone-pid.ts';

describe('a temporary directory', () => {
  let place: string;

  beforeEach(() => (place = mkdtempSync(join(tmpdir(), 'places-'))));
  afterEach(() => rmSync(place, {recursive: true}));

  const nameOf = (pid: number, machine = thisProcess().machine) =>
    temporaryDirectoryName({...thisProcess(), pid, machine});

  it('is for this user alone, and another one each time', async () => {
    const [one, other] = [await makeTemporaryDirectory(place), await makeTemporaryDirectory(place)];
    assert.equal(statSync(one).mode & 0o777, 0o700);
    assert.notEqual(one, other);
    assert.equal(readdirSync(place).length, 2);
  });

  it('takes those away whose process is gone, and no others', async () => {
    const others = [nameOf(GONE_PID, 'another-host'), 'alien-mine', 'alien-grid-x', uniqueMark()];
    for (const name of [nameOf(GONE_PID), ...others]) {
      mkdirSync(join(place, name));
      writeFileSync(join(place, name, 'content'), 'x');
    }
    const link = nameOf(GONE_PID);
    symlinkSync(join(place, 'alien-mine'), join(place, link));
    const mine = await makeTemporaryDirectory(place);
    assert.deepEqual(readdirSync(place).sort(), [...others, link, mine.slice(place.length + 1)].sort());
    assert.deepEqual(readdirSync(join(place, 'alien-mine')), ['content']);
  });

  it('takes them away again for each process that this one works for', async () => {
    await makeTemporaryDirectory(place);
    const left = nameOf(GONE_PID);
    mkdirSync(join(place, left));
    await makeTemporaryDirectory(place);
    assert.ok(readdirSync(place).includes(left), 'once is enough');
    using work = workFor(process.ppid);
    void work;
    await makeTemporaryDirectory(place);
    assert.equal(readdirSync(place).includes(left), false);
  });
});
