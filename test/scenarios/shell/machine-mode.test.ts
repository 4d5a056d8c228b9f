import assert from 'node:assert/strict';
import type {ChildProcessWithoutNullStreams} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

interface Frame {
  readonly event: string;
  readonly id?: number | string;
  readonly text?: string;
  readonly base64?: string;
  readonly exitCode?: number;
  readonly directory?: string;
  readonly message?: string;
  readonly answer?: {readonly results: readonly {readonly username?: string}[]};
}

describe('the shell that a program drives', () => {
  let grid: TestGrid;
  let alien: Program;
  let shell: ChildProcessWithoutNullStreams;
  let ended: Promise<unknown[]>;
  let lines: AsyncIterator<string>;
  useScene({storage: true}, (scene) => ({grid, alien} = scene));

  beforeEach(() => {
    shell = alien.drive('shell', '--machine');
    ended = once(shell, 'close');
    lines = createInterface({input: shell.stdout})[Symbol.asyncIterator]();
  });
  afterEach(async () => {
    shell.stdin.end();
    await ended;
  });

  const send = (...orders: object[]): void =>
    void shell.stdin.write(orders.map((order) => `${JSON.stringify(order)}\n`).join(''));
  const frame = async (): Promise<Frame> => JSON.parse(String((await lines.next()).value)) as Frame;

  /** The frames up to the end of the next order. */
  const untilEnd = async (): Promise<Frame[]> => {
    const frames = [await frame()];
    while (frames.at(-1)?.event !== 'end') frames.push(await frame());
    return frames;
  };

  /** Do one order. */
  const done = async (order: object) => {
    send({id: 1, ...order});
    const frames = await untilEnd();
    const textOf = (event: string): string => {
      const pieces = frames.filter((each) => each.event === event);
      const bytes = pieces.map(({text, base64}) =>
        Buffer.from(text ?? base64 ?? '', base64 ? 'base64' : 'utf8'),
      );
      return Buffer.concat(bytes).toString('latin1');
    };
    const {exitCode, directory} = frames.at(-1) ?? {};
    return {frames, stdout: textOf('stdout'), stderr: textOf('stderr'), exitCode, directory};
  };

  it('connects with the first order that needs it, once', async () => {
    assert.equal((await frame()).event, 'ready');
    const logins = grid.logins;
    assert.equal((await done({words: ['exitcode']})).stdout, '0\n');
    assert.equal(grid.logins, logins);
    for (let count = 0; count < 20; count++) await done({words: ['whoami']});
    assert.equal(grid.logins, logins + 1);
  });

  it('keeps what one order leaves to the next', async () => {
    await done({words: ['mkdir', 'two words']});
    const {stdout, directory} = await done({line: 'cd "two words"; pwd | tr a-z A-Z; !echo here'});
    assert.deepEqual(
      [stdout, directory],
      [`${HOME}/two words/\n`.toUpperCase() + 'here\n', `${HOME}/two words/`],
    );
    assert.equal((await done({words: ['stat', 'nowhere']})).exitCode, 2);
    assert.equal((await done({line: 'echo $?'})).stdout, '2\n');
    grid.hangUp();
    assert.equal((await done({words: ['pwd']})).stdout, `${HOME}/two words/\n`);
  });

  it('gives bytes as they are, and messages apart', async () => {
    const bytes = Buffer.from([0, 255, 10, 195]);
    await grid.storeFile({lfn: `${HOME}/bytes`, content: bytes, owner: 'demo'});
    assert.equal((await done({words: ['cat', `${HOME}/bytes`]})).stdout, bytes.toString('latin1'));
    const {stdout, stderr} = await done({words: ['stat', 'nowhere']});
    assert.deepEqual([stdout, stderr], ['', 'No such file or directory : nowhere\n']);
  });

  it('asks the service as it is told, and gives its answer', async () => {
    const {frames} = await done({request: ['whoami']});
    assert.equal(frames.find(({answer}) => answer)?.answer?.results[0]?.username, 'demo');
    assert.equal((await done({request: ['stat', 'nowhere']})).exitCode, 2);
  });

  it('stops what is under way and what waits, and continues', async () => {
    const asked = new Promise<void>((resolve) => {
      grid.onRequest = ({command}) => {
        if (command !== 'find') return 'answer';
        resolve();
        return 'hang';
      };
    });
    send(
      {id: 'a', words: ['find', HOME, '*']},
      {id: 'b', words: ['mkdir', 'never']},
      {id: 'c', words: ['whoami']},
    );
    await asked;
    grid.onRequest = undefined;
    send({interrupt: 'b'}, {interrupt: 'a'});
    const ends = [...(await untilEnd()), ...(await untilEnd()), ...(await untilEnd())];
    assert.deepEqual(
      ends.filter(({event}) => event === 'end').map(({id, exitCode}) => [id, exitCode]),
      [
        ['b', 130],
        ['a', 130],
        ['c', 0],
      ],
    );
    assert.equal((await done({words: ['ls', 'never']})).exitCode, 2);
  });

  it('has what programs print in frames', async () => {
    await grid.storeFile({lfn: `${HOME}/said.txt`, content: 'said\n', owner: 'demo'});
    assert.equal((await done({words: ['run', 'cat', `${HOME}/said.txt`]})).stdout, 'said\n');
    assert.equal((await done({line: 'run cat said.txt | tr a-z A-Z'})).stdout, 'SAID\n');
  });

  it('stops a program of this machine too', async () => {
    send({id: 1, line: '!echo begun; exec sleep 100'});
    while ((await frame()).text !== 'begun\n');
    shell.kill('SIGINT');
    assert.equal((await untilEnd()).at(-1)?.exitCode, 130);
    assert.equal((await done({line: '!exit 3'})).exitCode, 3);
  });

  it('refuses what is no order, and reads on', async () => {
    await frame();
    for (const [text, id] of [
      ['nonsense', undefined],
      ['[]', undefined],
      ['{"id": 7}', 7],
      ['{"id": 7, "words": []}', 7],
      ['{"id": 7, "words": ["ls", 1]}', 7],
      ['{"id": 7, "line": "ls", "words": ["ls"]}', 7],
      ['{"words": ["ls"]}', undefined],
      ['{"interrupt": {}}', undefined],
    ] as const) {
      shell.stdin.write(`${text}\n`);
      const refusal = await frame();
      assert.deepEqual([refusal.event, refusal.id], ['refused', id], text);
    }
    assert.equal((await done({line: 'ls "x'})).exitCode, 22);
    assert.equal((await done({words: ['nosuchverb']})).exitCode, 127);
  });

  it('gives no input to commands', async () => {
    assert.equal((await done({line: '!cat'})).stdout, '');
    assert.equal((await done({words: ['whoami']})).stdout, 'demo\n');
  });

  it('ends with its input, or with exit', async () => {
    send({id: 1, words: ['stat', 'nowhere']});
    shell.stdin.end();
    assert.deepEqual(await ended, [2, null]);
  });

  it('does nothing behind exit', async () => {
    send({id: 1, line: 'exit 4'}, {id: 2, words: ['mkdir', 'late']});
    assert.deepEqual(await ended, [4, null]);
    assert.equal((await alien.run('ls', 'late')).code, 2);
  });
});
