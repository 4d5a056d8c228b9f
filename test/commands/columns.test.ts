import assert from 'node:assert/strict';
import Find from '../../src/commands/_look/find.ts';
import Ls from '../../src/commands/_look/ls.ts';
import Mkdir from '../../src/commands/_change/mkdir.ts';
import Ps from '../../src/commands/_jobs/ps.ts';
import GetSE from '../../src/commands/_storage/getSE.ts';
import type {Answer} from '../../src/lib/session/requests/answer.ts';
import {Workbench, refusal, success} from './workbench.ts';

const FILES = [
  {lfn: '/a/x.root', size: '12', message: '/a/x.root'},
  {lfn: '/a/a "b",\tc\n', size: '', md5: null, message: 'text'},
];

describe('columns, CSV and JSON a line', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = new Workbench();
    bench.answer = () => success(...FILES);
  });

  it('are the columns that are asked for, with a tab between them, in this order', async () => {
    const {stdout} = await bench.run(Find, ['--format', 'size,lfn', '/a']);
    assert.equal(stdout, '12\t/a/x.root\n\t/a/a "b",\\tc\\n\n');
    assert.deepEqual(bench.requests.at(-1), ['find', '-f', '-l', '1000', '--', '/a', '*']); // else the service tells no sizes
  });

  it('are CSV with a line of headings, in which values can be anything', async () => {
    const {stdout} = await bench.run(Find, ['--csv', '/a']);
    assert.equal(stdout, 'lfn,size,md5\n/a/x.root,12,\n"/a/a ""b"",\tc\n",,\n');
    assert.equal((await bench.run(Find, ['-csv', '-format', 'size', '/a'])).stdout, 'size\n12\n\n');
  });

  it('are all results as they came, each on a line', async () => {
    const {stdout} = await bench.run(Find, ['--ndjson', '/a']);
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
      FILES,
    );
    assert.equal(
      (await bench.run(Find, ['--ndjson', '--format', 'size', '/a'])).stdout,
      '{"size":"12"}\n{"size":""}\n',
    );
  });

  it('leave the rest of an answer alone in a document', async () => {
    const {stdout} = await bench.run(Find, ['--json', '--format', 'lfn', '/a']);
    const {metadata, results} = JSON.parse(stdout) as Answer;
    assert.deepEqual([metadata.user, results], ['demo', FILES.map(({lfn}) => ({lfn}))]);
  });

  it('are refused where no result has one, with the names that there are', async () => {
    for (const words of [['--csv'], ['--ndjson'], ['--json'], []]) {
      const {code, stderr} = await bench.run(Find, [...words, '--format', 'lfn,sise', '/a']);
      assert.equal(code, 22);
      assert.match(stderr, /no column sise.*\n.*lfn, size, message, md5/);
    }
  });

  it('are refused where they exclude each other, or have no name, without a request', async () => {
    const before = bench.requests.length;
    for (const words of [
      ['--csv', '--json'],
      ['--csv', '--ndjson'],
      ['--ndjson', '--json'],
      ['--format', 'a,,b'],
    ])
      assert.equal((await bench.run(Find, [...words, '/a'])).code, 22, words.join(' '));
    assert.equal(bench.requests.length, before);
  });

  it('win over the variable, which asks for a document', async () => {
    const env = {ALIENPY_JSON: '1'};
    assert.match((await bench.run(Find, ['--csv', '/a'], {env})).stdout, /^lfn,size/);
    assert.match((await bench.run(Find, ['--ndjson', '/a'], {env})).stdout, /^\{"lfn"/);
  });

  it('are none where nothing was found', async () => {
    bench.answer = () => success();
    for (const words of [['--csv'], ['--ndjson'], ['--format', 'lfn']]) {
      const {code, stdout} = await bench.run(Find, [...words, '/a']);
      assert.deepEqual([code, stdout], [0, '']);
    }
  });

  it('fail as the service does, with JSON for the failure where JSON is wanted', async () => {
    bench.answer = () => ({...refusal(2, 'No such file'), results: [{message: 'the help text'}]});
    const csv = await bench.run(Ls, ['--csv', 'nosuch']);
    assert.deepEqual([csv.code, csv.stdout, csv.stderr], [2, '', 'No such file\n']);
    const {code, stdout} = await bench.run(Ls, ['--ndjson', 'nosuch']);
    const {error} = JSON.parse(stdout) as {error: {code: string}};
    assert.deepEqual([code, error.code], [2, 'ALIEN_NO_SUCH_FILE']);
  });

  it('come page by page, also as a document: the first rows are out before the last are known', async () => {
    for (const words of [
      [],
      ['--json'],
      ['--ndjson'],
      ['--csv'],
      ['--format', 'lfn'],
      ['--json', '-type', 'f'],
    ]) {
      let printedBefore = -1;
      bench.answer = ([, ...options]) => {
        if (options.includes('-o')) printedBefore = bench.printed.length;
        const from = options.includes('-o') ? 999 : 0;
        const results = Array.from({length: 1000}, (_, index) => ({lfn: `/a/${String(from + index)}`}));
        return success(...results.slice(0, options.includes('-o') ? 2 : 1000));
      };
      const {stdout} = await bench.run(Find, [...words, '/a']);
      assert.ok(printedBefore > 1000, words.join(' '));
      assert.ok(stdout.includes('/a/1000'), words.join(' '));
      if (words.includes('--json')) assert.equal((JSON.parse(stdout) as Answer).results.length, 1001);
    }
  });

  it('are a document that ends with the refusal, as of the service', async () => {
    bench.answer = () => refusal(20, 'Not a directory');
    const {code, stdout} = await bench.run(Find, ['--json', '/a']);
    const {metadata, results} = JSON.parse(stdout) as Answer;
    assert.deepEqual([code, metadata.exitcode, results], [20, '20', []]);
  });

  it('stand beside the -F of ps, which once had one value', async () => {
    bench.answer = () => success({id: '1', status: 'DONE', message: 'text'});
    assert.equal((await bench.run(Ps, ['-F', 'l'])).stdout, 'text\n');
    assert.deepEqual(bench.requests.at(-1), ['ps', '-F', 'l']);
    assert.equal((await bench.run(Ps, ['--format', 'id,status'])).stdout, '1\tDONE\n');
    assert.deepEqual(bench.requests.at(-1), ['ps']);
    assert.equal((await bench.run(Ps, ['-F', 'x'])).code, 22);
  });

  it('are there for every command that shows results', () => {
    for (const command of [Mkdir, GetSE, Ps, Ls])
      for (const name of ['format', 'csv', 'ndjson', 'json']) assert.ok(name in command.baseFlags, name);
  });
});
