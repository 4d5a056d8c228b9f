import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {ServerError} from '../../../../src/lib/errors/errors.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

describe('a file on tape', () => {
  let bench: Workbench;
  let asked: string[];
  beforeEach(async () => {
    bench = await Workbench.open();
    bench.place(`${HOME}/a`, 'content');
    bench.grid.tags = '[tape]';
    asked = [];
  });
  afterEach(() => bench.close());
  const answers = (...statuses: string[][]) => {
    bench.grid.residency = (option, lfn) => {
      asked.push(`${option} ${lfn}`);
      return statuses[asked.length - 1] ?? ['error'];
    };
  };

  it('is asked for, waited for with a word, and read with new envelopes', async () => {
    answers(['offline', 'error'], ['online', 'error']);
    const kinds: string[] = [];
    const {copied} = await bench.copy(`alien:${HOME}/a`, 'file:a', {onEvent: ({kind}) => kinds.push(kind)});
    assert.equal(copied, 1);
    assert.equal(await readFile(join(bench.dir, 'a'), 'utf8'), 'content');
    assert.deepEqual(asked, [`-O ${HOME}/a`, `-o ${HOME}/a`]);
    assert.deepEqual(kinds.slice(0, 3), ['planned', 'staging', 'started']);
    assert.equal(bench.grid.count('access'), 2);
  });

  it('is read at once when it is on a disk of the tape system, or nobody can tell', async () => {
    answers(['online'], ['error']);
    await bench.copy(`alien:${HOME}/a`, 'file:a');
    await bench.copy(`alien:${HOME}/a`, 'file:b');
    bench.grid.residency = () => {
      throw new ServerError('Command [xrdstat] not found!', {exitCode: 2});
    };
    await bench.copy(`alien:${HOME}/a`, 'file:c');
    assert.deepEqual(await bench.localNames(), ['a', 'b', 'c']);
    assert.equal(bench.grid.count('access'), 3);
  });

  it('fails when it cannot be brought', async () => {
    answers(['prepare_queued'], ['prepare_failed']);
    const {failures} = await bench.copy(`alien:${HOME}/a`, 'file:a');
    assert.deepEqual(
      failures.map(({exitCode, step}) => [exitCode, step]),
      [[5, 'envelope']],
    );
  });

  it('is waited for no longer than until the copy is stopped', async () => {
    answers(['offline']);
    const stop = new AbortController();
    const summary = await bench.copy(`alien:${HOME}/a`, 'file:a', {
      signal: stop.signal,
      onEvent: ({kind}) => {
        if (kind === 'staging') stop.abort(new Error('stopped'));
      },
    });
    assert.ok(summary.aborted);
    assert.deepEqual(await bench.localNames(), []);
  });

  it('is not asked about when it is on a disk too', async () => {
    bench.grid.tags = '[disk]';
    await bench.copy(`alien:${HOME}/a`, 'file:a');
    assert.equal(bench.grid.count('xrdstat'), 0);
  });
});
