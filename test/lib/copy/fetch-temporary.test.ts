import assert from 'node:assert/strict';
import {mkdtemp, readdir, readFile, rmdir} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {fetchTemporary} from '../../../src/lib/copy/fetch-temporary.ts';
import {NetworkError, ServerError} from '../../../src/lib/errors/errors.ts';
import {Workbench} from './support/workbench.ts';

const HOME = '/alice/home';

describe('a grid file that is only looked at', () => {
  let bench: Workbench;
  let temporaries: string;
  const {TMPDIR} = process.env;
  beforeEach(async () => {
    bench = await Workbench.open();
    temporaries = await mkdtemp(join(tmpdir(), 'alien-look-'));
    process.env['TMPDIR'] = temporaries;
    bench.place(`${HOME}/f.txt`, 'content', 2);
  });
  afterEach(async () => {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
    await bench.close();
    await rmdir(temporaries); // fails unless it is empty
  });

  const fetch = (name: string, signal = new AbortController().signal) =>
    fetchTemporary(name, bench.services(), signal);
  const asked = () => bench.grid.requests.map(({command}) => command);
  /** The content and the name here of a file, which is gone afterwards. */
  async function look(name: string): Promise<[string, string]> {
    await using file = await fetch(name);
    return [await readFile(file.path, 'utf8'), basename(file.path)];
  }

  it('comes with its own name, by one request, and is gone when it was seen', async () => {
    assert.deepEqual(await look(`${HOME}/f.txt`), ['content', 'f.txt']);
    assert.deepEqual(asked(), ['access']);
    assert.deepEqual(await readdir(temporaries), []);
  });

  it('comes with another name where it has none that a file here may have', async () => {
    for (const [length, name] of [
      [255, 'n'.repeat(255)],
      [256, 'file'],
    ] as const) {
      bench.place(`${HOME}/${'n'.repeat(length)}`, 'x');
      assert.deepEqual(await look(`${HOME}/${'n'.repeat(length)}`), ['x', name]);
    }
  });

  it('may be empty, which its envelopes do not tell', async () => {
    bench.place(`${HOME}/empty`, '');
    assert.deepEqual(await look(`${HOME}/empty`), ['', 'empty']);
    assert.deepEqual(asked(), ['access', 'stat']);
  });

  it('comes all the same where its envelopes do not tell the size', async () => {
    const request = bench.grid.request.bind(bench.grid);
    for (const size of ['', '0']) {
      bench.grid.requests.length = 0;
      let accesses = 0;
      bench.grid.request = async (command, options) => {
        const answer = await request(command, options);
        if (command !== 'access' || accesses++ > 0) return answer;
        return {...answer, results: answer.results.map((result) => ({...result, size}))};
      };
      assert.deepEqual(await look(`${HOME}/f.txt`), ['content', 'f.txt']);
      assert.ok(asked().includes('stat'));
    }
  });

  it('has to be a file that is there', async () => {
    await assert.rejects(fetch(`${HOME}/none`), {exitCode: 2});
    await assert.rejects(fetch(HOME), {exitCode: 21});
    await assert.rejects(fetch(`${HOME}/f*`), {exitCode: 2});
  });

  it('fails with the reason of its copy, its exit code and advice', async () => {
    bench.storage.before = () => {
      throw new ServerError('broken', {exitCode: 30, next: ['mend it']});
    };
    await assert.rejects(fetch(`${HOME}/f.txt`), {exitCode: 30, message: /broken/, next: ['mend it']});
    const lost = {when: 'before', error: new NetworkError('lost')} as const;
    bench.grid.fault = () => lost;
    await assert.rejects(fetch(`${HOME}/f.txt`), lost.error);
    assert.equal(bench.grid.count('access'), 2);
    const bug = new TypeError('a bug');
    bench.grid.fault = () => ({when: 'before', error: bug});
    await assert.rejects(fetch(`${HOME}/f.txt`), bug);
  });

  it('ends with the reason of an abort', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    bench.storage.before = () => controller.abort(reason);
    await assert.rejects(fetch(`${HOME}/f.txt`, controller.signal), reason);
  });

  it('needs a place here: where there is none it says how to get one', async () => {
    process.env['TMPDIR'] = '/dev/null/none';
    await assert.rejects(fetch(`${HOME}/f.txt`), /TMPDIR|\/dev\/null\/none/);
    process.env['TMPDIR'] = temporaries;
  });
});
