import assert from 'node:assert/strict';
import {X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import type {FaultName} from '../../src/faults/kinds.ts';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect, open, register, targetOf} from '../support/client.ts';
import type {Client, Result} from '../support/client.ts';
import {takes} from '../support/takes.ts';

/** Others are shown by storage-faults.test.ts, envelopes.test.ts and fates.test.ts. */
type ServiceFault = Exclude<FaultName, `se-${string}` | 'no-removal' | 'work' | 'bad-site' | 'job-ends'>;

/** How a fault is made, and what a client sees of it. */
interface Effect {
  readonly words: string;
  shows(client: Client, grid: TestGrid): Promise<void>;
}

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const NOT_OK = /"exitcode":"22".*Incoming JSON is not ok/;
const mkdir = (name: string): string => JSON.stringify({command: 'mkdir', options: [name]});

async function names(grid: TestGrid): Promise<string> {
  const client = await connect(grid);
  const found = await client.must('ls');
  client.socket.terminate();
  return found.map(({name}) => name).join(' ');
}

const EFFECTS: Readonly<Record<ServiceFault, Effect>> = {
  throttle: {
    words: 'throttle 150',
    shows: (client) => takes(51, () => client.must('pwd')),
  },
  latency: {
    words: 'latency 40ms',
    shows: (client) => takes(40, () => client.must('pwd')),
  },
  silence: {
    words: 'silence mkdir',
    async shows(client, grid) {
      client.socket.send(mkdir('silent'));
      assert.match(
        await client.exchange('{"command":"pwd"}'),
        /"pwd"/,
        'the only answer is that to the next',
      );
      assert.doesNotMatch(await names(grid), /silent/);
    },
  },
  slow: {
    words: 'slow 50ms pwd',
    async shows(client, grid) {
      await takes(50, async () => {
        client.socket.send('{"command":"pwd"}');
        assert.equal(await client.exchange(mkdir('behind')), '');
        assert.match(await client.receive(), /"pwd"/);
      });
      assert.doesNotMatch(await names(grid), /behind/);
    },
  },
  empty: {
    words: 'empty mkdir',
    async shows(client, grid) {
      assert.equal(await client.exchange(mkdir('emptied')), '');
      assert.match(await names(grid), /emptied/);
    },
  },
  garbled: {
    words: 'garbled',
    async shows(client) {
      const answer = await client.exchange('{"command":"pwd"}');
      assert.throws(() => void JSON.parse(answer), SyntaxError);
    },
  },
  binary: {
    words: 'binary',
    async shows(client) {
      client.socket.send('{"command":"pwd"}');
      const [, isBinary] = (await once(client.socket, 'message')) as [Buffer, boolean];
      assert.equal(isBinary, true);
    },
  },
  huge: {
    words: 'huge 3M pwd',
    async shows(client) {
      const text = await client.exchange('{"command":"pwd"}');
      assert.equal(text.length, 3 * 1024 * 1024);
      assert.match(JSON.stringify(JSON.parse(text)), /"message"/);
    },
  },
  misread: {
    words: 'misread mkdir',
    async shows(client, grid) {
      assert.match(await client.exchange(mkdir('misread')), NOT_OK);
      await client.must('pwd');
      assert.doesNotMatch(await names(grid), /misread/);
    },
  },
  spoil: {
    words: 'spoil mkdir',
    async shows(client, grid) {
      await client.must('mkdir', 'spoiled');
      assert.match(await client.exchange('{"command":"pwd"}'), NOT_OK);
      assert.match(await client.exchange('{"command":"pwd"}'), NOT_OK);
      assert.match(await names(grid), /spoiled/, 'another connection is sound');
    },
  },
  'cut-before': {
    words: 'cut-before mkdir',
    async shows(client, grid) {
      client.socket.send(mkdir('too-late'));
      assert.match(await client.closed(), /^1006/);
      assert.doesNotMatch(await names(grid), /too-late/);
    },
  },
  'cut-after': {
    words: 'cut-after mkdir',
    async shows(client, grid) {
      client.socket.send(mkdir('in-time'));
      assert.match(await client.closed(), /^1006/);
      assert.match(await names(grid), /in-time/);
    },
  },
  'cut-inside': {
    words: 'cut-inside echo',
    shows: (client) => assert.rejects(client.must('echo', 'x'.repeat(5000)), /closed with 1006/),
  },
  idle: {
    words: 'idle 30ms',
    async shows(client) {
      assert.match(await client.closed(), /^1013 Session timed out/);
    },
  },
  unauthorized: {
    words: 'unauthorized',
    async shows(client, grid) {
      const [error] = (await once(open(targetOf(grid)), 'error')) as [Error];
      assert.match(error.message, /401/);
      await client.must('pwd');
    },
  },
  'token-life': {
    words: 'token-life 90s',
    async shows(client) {
      const before = Date.now();
      const [token] = await client.must('token', '-v', '5');
      const {validTo} = new X509Certificate(String(token?.['tokencert']));
      const end = Date.parse(validTo);
      // Certificates know whole seconds only.
      assert.ok(end > before + 88_000 && end <= Date.now() + 90_000, `${validTo}, ${before}`);
    },
  },
  'commit-refused': {
    words: 'commit-refused',
    async shows(client, grid) {
      assert.match(await commit(client, 'uncommitted'), /^53 .*"lfn":"0"/);
      assert.doesNotMatch(await names(grid), /uncommitted/);
      await grid.faults.clear();
      assert.match(await commit(client, 'uncommitted'), /^0 .*"lfn":"1"/);
    },
  },
  'no-md5': {
    words: 'no-md5',
    async shows(client) {
      const lfn = '/alice/cern.ch/user/d/demo/nameless-sum';
      await register(client, lfn, 7, MD5, 'disk:2');
      const [first, second] = await client.must('access', 'read', lfn);
      assert.deepEqual([first?.['md5'], second?.['md5'], second?.['size']], [null, null, '7']);
    },
  },
  'odd-size': {
    words: 'odd-size text',
    async shows(client) {
      await client.must('touch', 'odd');
      const told = [...(await client.must('stat', 'odd')), ...(await client.must('find', '-f', '.', 'odd'))];
      assert.deepEqual(
        told.map(({size}) => size),
        ['abc', 'abc'],
      );
    },
  },
  incomplete: {
    words: 'incomplete ls',
    async shows(client) {
      await client.must('touch', 'l1', 'l2', 'l3');
      const {metadata, results} = await client.ask('ls', 'l1', 'l2', 'l3');
      assert.deepEqual([metadata.exitcode, results.map(({name}) => name)], ['0', ['l1', 'l3']]);
      assert.match(metadata.error, /incomplete/);
    },
  },
  'no-find-cache': {
    words: 'no-find-cache',
    async shows(client) {
      await client.must('find', '.', '*');
      await client.must('touch', 'later');
      const found = await client.must('find', '.', '*');
      assert.ok(found.some(({lfn}) => String(lfn).endsWith('/later')));
    },
  },
  'latin-names': {
    words: 'latin-names',
    async shows(client, grid) {
      assert.equal(
        await client.failure('mkdir', 'zürich-日本'),
        '2 No such file or directory : Could not create directory: zürich-日本',
      );
      await client.must('mkdir', 'zürich');
      await client.ask('touch', '日本');
      assert.match(await client.failure('mv', 'zürich', '日本'), /^5 /);
      const lfn = '/alice/cern.ch/user/d/demo/日本';
      assert.equal(
        await client.failure('access', '-s', '7', '-m', MD5, 'write', lfn, 'disk:1'),
        `2 No such file or directory : ${lfn}`,
      );
      const found = await names(grid);
      assert.match(found, /zürich/);
      assert.doesNotMatch(found, /日本/);
    },
  },
};

/** Books a place for a file and registers it; exit code and results of the registration. */
async function commit(client: Client, name: string): Promise<string> {
  const lfn = `/alice/cern.ch/user/d/demo/${name}`;
  const [place] = (await client.must('access', '-s', '7', '-m', MD5, 'write', lfn, 'disk:1')) as [Result];
  const {metadata, results} = await client.ask('commit', place['envelope'], '7', lfn);
  return `${metadata.exitcode} ${JSON.stringify(results)}`;
}

describe('faults of the central service', () => {
  let grid: TestGrid;
  before(async () => (grid = await startGrid()));
  after(() => grid.stop());
  afterEach(() => grid.faults.clear());

  for (const [name, effect] of Object.entries(EFFECTS)) {
    it(`${name}: seen by a client that is connected already, and gone when it is cleared`, async () => {
      const client = await connect(grid);
      await grid.faults.set(effect.words);
      assert.deepEqual(
        grid.faults.list().map((fault) => fault.name),
        [name],
      );
      await effect.shows(client, grid);
      await grid.faults.clear();
      const later = await connect(grid);
      await later.must('ls');
      for (const {socket} of [client, later]) socket.terminate();
    });
  }

  it('happen as often as they are counted, the oldest first', async () => {
    await grid.faults.set('misread pwd', {count: 2});
    await grid.faults.set('empty', {count: 1});
    const client = await connect(grid);
    const told = async (command: string): Promise<string> => client.exchange(JSON.stringify({command}));
    assert.match(await told('pwd'), NOT_OK);
    assert.deepEqual(grid.faults.list(), [
      {name: 'misread', command: 'pwd', count: 1},
      {name: 'empty', count: 1},
    ]);
    assert.equal(await told('whoami'), '');
    assert.match(await told('pwd'), NOT_OK);
    assert.deepEqual(grid.faults.list(), []);
    await client.must('pwd');
  });

  it('are there once each, and are cleared by name and target', async () => {
    await grid.faults.set('slow 1s ls');
    await grid.faults.set('slow 2s ls');
    await grid.faults.set('slow 3s pwd');
    await grid.faults.set('no-md5');
    assert.deepEqual(
      grid.faults.list().map(({name, time}) => [name, time]),
      [
        ['slow', 2000],
        ['slow', 3000],
        ['no-md5', undefined],
      ],
    );
    assert.equal((await grid.faults.clear('slow', 'pwd')).length, 1);
    assert.equal((await grid.faults.clear('idle')).length, 0);
    assert.equal((await grid.faults.clear()).length, 2);
  });

  it('spare what a test decides about itself', async () => {
    const client = await connect(grid);
    await grid.faults.set('misread');
    grid.onRequest = () => 'empty';
    assert.equal(await client.exchange('{"command":"pwd"}'), '');
    grid.onRequest = undefined;
    assert.match(await client.exchange('{"command":"pwd"}'), NOT_OK);
  });
});
