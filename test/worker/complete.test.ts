import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {WarmCompletion} from '../../src/worker/complete.ts';
import {realEngines} from '../../src/lib/cli/base/engines.ts';
import {Interrupt} from '../../src/lib/cli/base/interrupt.ts';
import {LazySession} from '../../src/lib/cli/base/lazy-session.ts';
import {Output} from '../../src/lib/cli/show/output.ts';
import {splitLine} from '../../src/lib/completion/split-line.ts';
import type {Requester} from '../../src/lib/session/requests/requester.ts';
import type {SessionOptions} from '../../src/lib/session/session.ts';
import {WarmProgram} from '../../src/worker/warm-program.ts';
import {success} from '../commands/workbench.ts';

const ROOT = join(import.meta.dirname, '../..');

type Ask = (options: () => Promise<SessionOptions>, signal: AbortSignal | undefined) => Promise<void>;

describe('a TAB in a worker', () => {
  let env: Record<string, string>;
  beforeEach(() => {
    const home = mkdtempSync(join(tmpdir(), 'alien-test-'));
    env = {HOME: home, TMPDIR: home};
  });
  afterEach(() => rmSync(env['HOME'] ?? '', {recursive: true}));

  /** A worker, whose service has one name everywhere. @param ask happens at each request */
  function workerWhere(ask: Ask, patience = {answer: 60_000, request: 60_000}) {
    const seen = {sessions: 0, requests: 0, said: ''};
    const program = new WarmProgram('test', {
      ...realEngines,
      openSession: (options) => {
        seen.sessions++;
        const request: Requester['request'] = async (_, __, details) => {
          seen.requests++;
          await ask(options, details?.signal);
          return success({name: 'found'});
        };
        return Object.assign(new LazySession(options), {request});
      },
    });
    const write = (text: string | Uint8Array): boolean => Boolean((seen.said += String(text)));
    const nowhere = new Output({write}, {write});
    const completion = new WarmCompletion(ROOT, {program, env, nowhere}, patience);
    const tab = (text: string, interrupt = new Interrupt()): Promise<string> =>
      completion.answer(
        {shell: 'bash', text, replaced: splitLine(text).raw},
        {env, cwd: '/', interrupt, stdin: Readable.from([])},
      );
    return {seen, program, completion, tab};
  }

  it('has at hand what was asked for a moment ago', async () => {
    const {seen, tab} = workerWhere(async () => undefined);
    assert.equal(await tab('alien ls d/'), 'words\nd/found \n');
    assert.equal(await tab('alien stat d/f'), 'words\nd/found \n');
    assert.deepEqual(seen, {sessions: 1, requests: 1, said: ''});
  });

  it('has what another worker, or a run without agent, was told', async () => {
    await workerWhere(async () => undefined).tab('alien ls d/');
    const {seen, tab} = workerWhere(async () => undefined);
    assert.equal(await tab('alien ls d/'), 'words\nd/found \n');
    assert.equal(seen.requests, 0);
  });

  it('goes on behind an answer that could not wait: the connection stays, and the next TAB has the names', async () => {
    const {promise: told, resolve: tell} = Promise.withResolvers<void>();
    let given: AbortSignal | undefined;
    const {seen, completion, tab} = workerWhere(
      async (_, signal) => {
        given = signal;
        await told;
      },
      {answer: 1, request: 60_000},
    );
    assert.equal(await tab('alien ls d/'), 'words\n');
    assert.equal(given?.aborted, false);
    tell();
    await completion.settled();
    assert.equal(await tab('alien ls d/'), 'words\nd/found \n');
    assert.equal(seen.requests, 1);
  });

  it('is answered at once where the shell has lost patience', async () => {
    const {promise: never, resolve: end} = Promise.withResolvers<void>();
    const interrupt = new Interrupt();
    const {completion, tab} = workerWhere(async () => {
      interrupt.stop('SIGTERM');
      await never;
    });
    assert.equal(await tab('alien ls d/', interrupt), 'words\n');
    end();
    await completion.settled();
  });

  it('asks for no pass phrase, and the next command finds out for itself that it needs one', async () => {
    const {seen, program, tab} = workerWhere(async (options) => {
      const {askPassphrase} = await options();
      await askPassphrase?.('key.pem', 1);
    });
    assert.equal(await tab('alien ls d/'), 'words\n');
    assert.equal(seen.sessions, 1);
    let givenBack = 0;
    program.begin(() => givenBack++);
    await assert.rejects(async () => program.access(env).session.request('pwd'), /needs a pass phrase/);
    assert.deepEqual([seen.sessions, givenBack], [2, 1]);
    assert.equal(seen.said, '');
  });

  it('knows the commands without asking anyone', async () => {
    const {seen, tab} = workerWhere(async () => undefined);
    assert.equal(await tab('alien whoa'), 'words\nwhoami \n');
    assert.deepEqual(seen, {sessions: 0, requests: 0, said: ''});
  });
});
