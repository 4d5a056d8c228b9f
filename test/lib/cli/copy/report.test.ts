import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {closeSync, constants, openSync, readSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {openReport} from '../../../../src/lib/cli/copy/report.ts';
import {UserError} from '../../../../src/lib/errors/errors.ts';

const ITEM = {id: 1, source: '/alice/a\nb', destination: '/tmp/a', size: 3};

describe('the report of a copy', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'alien-report-'));
  });
  afterEach(() => rm(dir, {recursive: true}));

  it('is one object a line, with the time, without progress', async () => {
    const path = join(dir, 'report');
    const report = openReport(path);
    report.onEvent({kind: 'note', text: 'first'});
    report.onEvent({kind: 'progress', item: ITEM, se: 'A::B::C', bytes: 1, rate: 1});
    report.onEvent({kind: 'skipped', item: ITEM, reason: 'size match'});
    await report.close();
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      events.map(({time, ...event}) => [typeof time, event]),
      [
        ['string', {kind: 'note', text: 'first'}],
        ['string', {kind: 'skipped', item: ITEM, reason: 'size match'}],
      ],
    );
  });

  it('says at once where it cannot be written', async () => {
    const isMissing = (error: unknown) => error instanceof UserError && error.exitCode === 2;
    assert.throws(() => openReport(join(dir, 'missing/report')), isMissing);
  });

  it('goes through a pipe that is read, and does not wait for a reader', async () => {
    const path = join(dir, 'pipe');
    execFileSync('mkfifo', [path]);
    assert.throws(() => openReport(path), {exitCode: 6, message: /pipe that no other program has open/});
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const report = openReport(path);
    report.onEvent({kind: 'note', text: 'piped'});
    await report.close();
    const bytes = Buffer.alloc(1000);
    assert.match(bytes.toString('utf8', 0, readSync(reader, bytes)), /"text":"piped"/);
    closeSync(reader);
  });

  it('says at the end that the disk was full', async () => {
    const report = openReport('/dev/full');
    report.onEvent({kind: 'note', text: 'lost'});
    await assert.rejects(report.close(), (error) => error instanceof UserError && error.exitCode === 28);
  });
});
