import assert from 'node:assert/strict';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {startGrid} from '../src/testing.ts';
import type {Fate, TestGrid} from '../src/testing.ts';
import {connect} from './support/client.ts';

describe('the grid for tests', () => {
  let grid: TestGrid;
  before(async () => (grid = await startGrid()));
  after(() => grid.stop());

  it('remembers every request', async () => {
    const demo = await connect(grid);
    grid.requests.length = 0;
    await demo.ask('ls', '-l', 'nope');
    await (await connect(grid, 'admin')).ask('pwd');
    assert.deepEqual(grid.requests, [
      {user: 'demo', command: 'ls', options: ['-l', 'nope']},
      {user: 'admin', command: 'pwd', options: []},
    ]);
  });

  it('can fail in several ways', async () => {
    const fates: Record<string, Fate> = {a: 'empty', b: 'drop', c: 'drop-after'};
    grid.onRequest = ({options}) => fates[options[0] ?? ''] ?? 'answer';
    const demo = await connect(grid);
    assert.equal(await demo.exchange('{"command":"mkdir","options":["a"]}'), '');
    demo.socket.send('{"command":"mkdir","options":["b"]}');
    assert.match(await demo.closed(), /^1006/);
    const second = await connect(grid);
    second.socket.send('{"command":"mkdir","options":["c"]}');
    assert.match(await second.closed(), /^1006/);
    const third = await connect(grid);
    assert.deepEqual(
      (await third.must('ls')).map(({name}) => name),
      ['a', 'c'],
      'b was dropped before it was done',
    );
  });

  it('can answer badly', async () => {
    const fates: Record<string, Fate> = {a: 'garbled', b: 'binary', c: 'misread'};
    grid.onRequest = ({options}) => fates[options[0] ?? ''] ?? 'answer';
    const demo = await connect(grid);
    const garbled = await demo.exchange('{"command":"echo","options":["a"]}');
    assert.throws(() => void JSON.parse(garbled), SyntaxError);
    demo.socket.send('{"command":"echo","options":["b"]}');
    const [, isBinary] = (await once(demo.socket, 'message')) as [Buffer, boolean];
    assert.equal(isBinary, true);
    await demo.receive();
    assert.match(await demo.exchange('{"command":"echo","options":["c"]}'), /Incoming JSON is not ok/);
  });

  it('loses what is sent behind a slow request', async () => {
    const {promise, resolve} = Promise.withResolvers<void>();
    grid.onRequest = ({command}) => (command === 'pwd' ? {until: promise} : 'answer');
    const demo = await connect(grid);
    demo.socket.send('{"command":"pwd"}');
    assert.equal(await demo.exchange('{"command":"echo","options":["behind"]}'), '');
    resolve();
    const [answer] = (await once(demo.socket, 'message')) as [Buffer];
    assert.match(answer.toString(), /"pwd"/);
    grid.onRequest = undefined;
  });

  it('hangs up, and counts who logs in', async () => {
    const before = grid.logins;
    const demo = await connect(grid);
    grid.hangUp();
    assert.match(await demo.closed(), /^1013 Session timed out/);
    await (await connect(grid)).must('pwd');
    assert.equal(grid.logins, before + 2);
  });

  it('can hang, which does not hinder others', async () => {
    grid.onRequest = ({command}) => (command === 'pwd' ? 'hang' : 'answer');
    const demo = await connect(grid);
    demo.socket.send('{"command":"pwd"}');
    const [echo] = await demo.must('echo', 'first answer');
    assert.equal(echo?.['message'], 'first answer');
    grid.onRequest = undefined;
    await demo.must('pwd');
  });

  it('leaves nothing behind, and several live side by side', async () => {
    const other = await startGrid({users: ['eve']});
    assert.notEqual(other.endpoint.port, grid.endpoint.port);
    assert.equal((await (await connect(other)).must('whoami'))[0]?.['username'], 'eve');
    await other.stop();
    assert.equal(existsSync(other.dir), false);
    await (await connect(grid)).must('pwd');
  });
});
