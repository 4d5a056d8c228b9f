import assert from 'node:assert/strict';
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import QueryML from '../../src/commands/_jobs/queryML.ts';
import CheckAddr from '../../src/commands/_program/checkAddr.ts';
import Ccdb from '../../src/commands/_storage/ccdb.ts';
import {ccdbService} from '../lib/web/ccdb-service.ts';
import {WebServer} from '../lib/storage/http/web-server.ts';
import {useFolder} from '../scenarios/stage/scene.ts';
import {Workbench} from './workbench.ts';

describe('the verbs that ask web services', () => {
  let bench: Workbench;
  let server: WebServer;
  let dir: string;
  useFolder('test', (folder) => (dir = folder));
  beforeEach(async () => {
    bench = new Workbench();
    server = await WebServer.start(ccdbService);
  });
  afterEach(() => server.stop());

  const ccdb = (...words: string[]) =>
    bench.run(Ccdb, words, {cwd: dir, env: {ALIEN_CCDB_HOST: server.host, HOME: dir}});
  const asked = () => server.requests.map(({url}) => url);

  it('ccdb shows folders and objects', async () => {
    const {code, stdout, stderr} = await ccdb('-unixtime', 'det/*');
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(stdout.split('\n'), [
      'det/sub/',
      'Name  Type  "Valid from"  "Valid until"  Lifetime (ms)',
      'a.root  TH1F  "1000"  "2000"  1000',
      'b.root  TH1F  "1000"  "2000"  1000',
      '',
    ]);
    assert.deepEqual(asked(), ['/latest/det']);
    assert.match((await ccdb('det')).stdout, /"19(?:69|70)-\d\d-\d\d \d\d:\d\d:01\.000"/);
  });

  it('ccdb asks for versions, times, runs and reports', async () => {
    await ccdb('-history', '-limit', '3', 'det/k=v');
    assert.equal(server.requests[0]?.headers['browse-limit'], '3');
    assert.equal(server.requests[0]?.headers['accept'], 'application/json');
    await ccdb('--objtime', '1600000000000', 'det');
    await ccdb('--run', '7', 'det/1500000000000');
    await ccdb('--report', '--header', 'If-Not-After: 5', 'det');
    assert.equal(server.requests.at(-1)?.headers['if-not-after'], '5');
    assert.deepEqual(asked(), [
      '/browse/det/k=v',
      '/latest/det/1600000000000',
      '/latest/RCT/Info/RunInformation/7',
      '/latest/det/1700000000000',
      '/latest/det?report=true',
    ]);
  });

  it('ccdb prints JSON without what is told twice', async () => {
    const {objects, subfolders} = JSON.parse((await ccdb('-json', 'det')).stdout) as {
      objects: Record<string, unknown>[];
      subfolders: unknown;
    };
    assert.deepEqual(
      objects.map(({filename, ETag, validFrom}) => [filename, ETag, validFrom]),
      [
        ['a.root', 'id-a', undefined],
        ['b.root', 'id-b', undefined],
      ],
    );
    assert.deepEqual(subfolders, ['det/sub']);
  });

  it('ccdb fetches over HTTP, and only what is not there', async () => {
    const {code, stderr} = await ccdb('--get', '--http', '--dst', 'to', 'det');
    assert.deepEqual([code, stderr], [0, 'det/a_id-a.root: fetched\ndet/b_id-b.root: fetched\n']);
    assert.equal(readFileSync(join(dir, 'to/det/a_id-a.root'), 'utf8'), 'a');
    writeFileSync(join(dir, 'to/det/b_id-b.root'), 'x');
    const again = await ccdb('--get', '--http', '--dst', 'to', 'det');
    assert.match(again.stderr, /a_id-a.root: is there already\n.*b_id-b.root: fetched/);
    assert.equal(readFileSync(join(dir, 'to/det/b_id-b.root'), 'utf8'), 'b');
    assert.deepEqual(readdirSync(join(dir, 'to/det')), ['a_id-a.root', 'b_id-b.root']);
  });

  it('ccdb mirrors, with the properties beside', async () => {
    assert.equal((await ccdb('--mirror', '--http', 'det')).code, 0);
    assert.deepEqual(readdirSync(join(dir, 'det/1000')), [
      'id-a',
      'id-a.properties',
      'id-b',
      'id-b.properties',
    ]);
    assert.match(readFileSync(join(dir, 'det/1000/id-a.properties'), 'utf8'), /^OriginalFileName=a\.root$/m);
  });

  it('ccdb keeps no content that is another one, and has no replica on the grid here', async () => {
    const wrong = await ccdb('--get', '--http', 'wrong');
    assert.equal(wrong.code, 5);
    assert.match(wrong.stderr, /another md5/);
    assert.deepEqual(readdirSync(join(dir, 'det')), []);
    const grid = await ccdb('--get', 'det');
    assert.equal(grid.code, 77);
    assert.match(grid.stderr, /Fetch it with --http/);
  });

  it('ccdb fails in words, and with the right code', async () => {
    for (const [query, code, words] of [
      ['nothing', 2, /has nothing for nothing/],
      ['odd', 5, /not JSON/],
      ['broken', 5, /HTTP 500/],
    ] as const) {
      const ended = await ccdb(query);
      assert.deepEqual([ended.code, ended.stdout], [code, ''], query);
      assert.match(ended.stderr, words);
    }
    const silent = await ccdb('--timeout', '1', 'silent');
    assert.equal(silent.code, 110, silent.stderr);
    assert.equal((await ccdb('--run', '8', 'det')).code, 2);
    const {host} = server;
    await server.stop();
    assert.equal((await bench.run(Ccdb, ['--host', host, 'det'], {env: {HOME: dir}})).code, 107);
    server = await WebServer.start(ccdbService);
  });

  it('ccdb refuses what makes no sense, without asking', async () => {
    for (const words of [
      [],
      ['--get', '--mirror', 'x'],
      ['--objtime', '5', 'x'],
      ['--run', 'x', 'y'],
      ['--header', 'x', 'y'],
      ['--host', 'ftp://x', 'y'],
      ['--limit', '0', 'x'],
    ])
      assert.equal((await ccdb(...words)).code, 22, words.join(' '));
    assert.deepEqual(asked(), []);
  });

  it('checkAddr tells which addresses answer', async () => {
    const [host = '', port = ''] = server.host.split(':');
    const open = await bench.run(CheckAddr, [host, port]);
    assert.deepEqual([open.code, open.stdout.replace(/ +/, ' ')], [0, `${server.host} OK\n`]);
    await server.stop();
    const env = {ALIENPY_JCENTRAL: `${host}:${port}`};
    const closed = await bench.run(CheckAddr, ['-json'], {env});
    assert.deepEqual(
      [closed.code, JSON.parse(closed.stdout)],
      [107, {results: [{address: host, port: Number(port), ok: false}]}],
    );
    server = await WebServer.start(ccdbService);
    for (const words of [['a', 'b'], ['a', '1', 'b'], ['a/b']])
      assert.equal((await bench.run(CheckAddr, words)).code, 22, words.join(' '));
    assert.equal((await bench.run(CheckAddr, ['no-such-host.invalid'])).code, 107);
  });

  describe('queryML', () => {
    let answer: string;
    beforeEach(async () => {
      await server.stop();
      server = await WebServer.start((_, response) => response.end(answer));
    });
    const query = (...words: string[]) =>
      bench.run(QueryML, [...words, '--host', server.url], {env: {HOME: dir}});
    const ROWS = [
      {Farm: 'CERN', Value: 12.5, Timestamp: '1700000000000'},
      {Farm: 'A', Value: null, Timestamp: 1_700_000_000},
    ];

    it('prints a table', async () => {
      answer = JSON.stringify({results: ROWS});
      const {stdout} = await query('a/*/b c', 'text');
      const [header, first = '', second] = stdout.split('\n');
      assert.match(header ?? '', /^Farm {3}Value {3}Timestamp$/);
      assert.match(first, /^CERN {3}12.5 {4}2023-11-1\d \d\d:\d\d:\d\d$/);
      assert.equal(second?.slice(-19), first.slice(-19));
      assert.deepEqual(asked(), ['/rest/a/*/b%20c?Accept=application%2Fjson']);
    });

    it('prints JSON, and nothing where there is nothing', async () => {
      answer = JSON.stringify(ROWS);
      assert.deepEqual(JSON.parse((await query('x', '--json')).stdout), {results: ROWS});
      answer = '[]';
      assert.deepEqual(await query('x'), {code: 0, stdout: '', stderr: ''});
    });

    it('fails for answers that are no list', async () => {
      for (answer of ['x', '{"a": 1}', '[[1]]', '[{"a": {}}]'])
        assert.equal((await query('x')).code, 5, answer);
    });
  });
});
