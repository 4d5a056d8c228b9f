import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect as connectTls} from 'node:tls';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect, open, targetOf} from '../support/client.ts';
import type {Client, Target} from '../support/client.ts';

const NOT_OK = '22 Incoming JSON is not ok';

describe('the wire', () => {
  let grid: TestGrid;
  let client: Client;
  before(async () => (grid = await startGrid()));
  after(() => grid.stop());
  beforeEach(async () => (client = await connect(grid)));
  afterEach(() => client.socket.terminate());

  /** How a connection that is refused is refused. */
  async function refusal(target: Target, path?: string): Promise<string> {
    const socket = open(target, path);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    return error.code ?? error.message;
  }

  async function errorOf(text: string): Promise<string> {
    const {metadata} = JSON.parse(await client.exchange(text)) as {
      metadata: {exitcode: string; error: string};
    };
    return `${metadata.exitcode} ${metadata.error}`;
  }

  it('is TLS 1.2 with certificates on both sides', async () => {
    const target = targetOf(grid);
    const socket = connectTls({...target, host: '127.0.0.1', servername: 'localhost', ALPNProtocols: ['h2']});
    await once(socket, 'secureConnect');
    assert.deepEqual(
      [socket.authorized, socket.getProtocol(), socket.alpnProtocol],
      [true, 'TLSv1.2', false],
    );
    socket.destroy();
    const bare = {port: target.port, ca: target.ca};
    assert.match(await refusal(bare), /^(ERR_SSL|ECONNRESET|EPROTO|EPIPE)/);
    const {certificates} = grid;
    for (const credentials of [await certificates.expired(), await certificates.foreign()]) {
      assert.match(await refusal({...target, ...credentials}), /^(ERR_SSL|ECONNRESET|EPROTO|EPIPE)/);
    }
  });

  it('refuses strangers with 401 and other paths with 404', async () => {
    const target = targetOf(grid);
    assert.match(await refusal({...target, ...(await grid.certificates.unregistered())}), /401/);
    assert.match(await refusal(target, '/websocket/json/'), /404/);
    assert.match(await refusal(target, '/'), /404/);
  });

  it('chooses no subprotocol, and compresses when asked to', async () => {
    const compressed = await connect(grid, undefined, {perMessageDeflate: true});
    assert.match(compressed.socket.extensions, /permessage-deflate/);
    assert.equal((await compressed.must('echo', 'x'.repeat(5000)))[0]?.['arg0'], 'x'.repeat(5000));
    assert.equal(client.socket.extensions, '');
  });

  it('answers with texts only, slashes escaped', async () => {
    const text = await client.exchange('{"command":"pwd","options":null,"id":42}');
    assert.ok(text.includes('"currentdir":"\\/alice\\/cern.ch\\/user\\/d\\/demo\\/"'), text);
    assert.ok(text.includes('"exitcode":"0"'));
  });

  it('keeps a connection after bad JSON', async () => {
    for (const bad of [
      '{"command":"pwd"',
      'hello',
      '',
      ' ',
      '\uFEFF{"command":"pwd"}',
      '{"command":"pwd"} xx',
    ]) {
      assert.equal(await errorOf(bad), NOT_OK, bad);
    }
    await client.must('pwd');
  });

  for (const bad of [
    '["pwd"]',
    '"pwd"',
    '5',
    'null',
    '{}',
    '{"command":null}',
    '{"command":"ls","options":"-l"}',
    '{"command":"echo","options":[null]}',
  ]) {
    it(`closes a connection after ${bad}`, async () => {
      client.socket.send(bad);
      assert.match(await client.closed(), /^1002 /);
    });
  }

  it('makes texts of options that are none', async () => {
    const [result] = await client.must('echo', 'a', ['b'], {d: 1}, true, 1.5, 12345678901);
    assert.equal(result?.['message'], 'a ["b"] {"d":1} true 1.5 12345678901');
    assert.equal(await errorOf('{"command":5}'), '2 No such file or directory : Command [5] not found!');
  });

  it('answers in order what was sent ahead', async () => {
    const numbers = Array.from({length: 50}, (_, index) => String(index));
    for (const number of numbers) client.socket.send(JSON.stringify({command: 'echo', options: [number]}));
    for (const number of numbers)
      assert.ok((await client.receive()).includes(`"message":"${number}"`), number);
  });

  it('is spoiled by a message of more than 8192 characters, as in the real service', async () => {
    const message = (size: number): string => {
      const frame = JSON.stringify({command: 'echo', options: ['']}).length;
      return JSON.stringify({command: 'echo', options: ['x'.repeat(size - frame)]});
    };
    assert.equal(await errorOf(message(8192)), '0 ');
    await client.must('pwd');
    assert.equal(await errorOf(message(8193)), '0 ');
    assert.equal(await errorOf('{"command":"pwd"}'), NOT_OK);
    assert.equal(await errorOf(message(133_121)), '22 Message too big, limit is at 133120');
  });

  it('leaves binary messages without an answer', async () => {
    client.socket.send(Buffer.from('{"command":"echo","options":["binary"]}'));
    assert.equal((await client.must('echo', 'text'))[0]?.['arg0'], 'text');
  });

  it('knows the options that every command has', async () => {
    assert.deepEqual(await client.must('pwd', '-nomsg'), [{pwd: '/alice/cern.ch/user/d/demo/'}]);
    assert.deepEqual(await client.must('pwd', '-nokeys'), [{message: '/alice/cern.ch/user/d/demo/'}]);
    assert.deepEqual(await client.must('motd', '-nomsg'), []);
    for (const flag of ['-h', '--h', '-help', '--help']) {
      assert.match(String((await client.must('rm', '-r', '~', flag))[0]?.['message']), /^\nUsage: rm /);
    }
    const {metadata} = await client.ask('pwd', '-pwd=/alice', '-debug=3', '-silent');
    assert.equal(metadata.currentdir, '/alice/');
    assert.equal((await client.ask('pwd')).metadata.currentdir, '/alice/');
  });

  it('says nothing to a first request that shall be silent, and executes it', async () => {
    const request = JSON.stringify({command: 'cd', options: ['-silent', '/alice']});
    assert.equal(await client.exchange(request), '');
    assert.equal((await client.ask('pwd')).metadata.currentdir, '/alice/');
    assert.notEqual(await client.exchange(request), '');
  });

  it('knows what it does not know', async () => {
    assert.equal(await client.failure('PWD'), '2 No such file or directory : Command [PWD] not found!');
    assert.match(await client.failure('cp', 'a', 'b'), /^22 'cp' grid command is not implemented/);
    assert.deepEqual(await client.must('gfilecomplete', 'x'), []);
    const [first, ...rest] = await client.must('commandlist');
    const names = String(first?.['message']).split('\n');
    assert.deepEqual(
      [first, ...rest].map((result) => result?.['commandlist']),
      names,
    );
    for (const name of names) assert.doesNotMatch(await client.failure(name, '-h'), /not found/, name);
  });

  it('says how long things took once it was told to', async () => {
    assert.equal((await client.ask('pwd')).metadata.timing_ms, undefined);
    assert.match((await client.ask('timing', 'on')).metadata.timing_ms ?? '', /^\d+\.\d+$/);
    assert.ok((await client.ask('timing', 'off')).metadata.timing_ms === undefined);
  });

  it('runs a command several times', async () => {
    const [result] = await client.must('time', '3', 'echo', 'x');
    assert.match(
      String(result?.['message']),
      /^x\nx\nx\n"echo x" with #3 tries,\tavr\/total msec:\t\t\d+\/\d+$/,
    );
    assert.match(
      String((await client.must('ping', '-c', '2', '-s', '1'))[0]?.['message']),
      /2 packets transmitted/,
    );
  });
});
