import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {createPrivateKey} from 'node:crypto';
import {once} from 'node:events';
import {readFileSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {inspectCertificate} from '../../../src/lib/credentials/inspect.ts';
import {tokenPlace} from '../../../src/lib/credentials/places.ts';
import {isDue, renewToken, renewal} from '../../../src/lib/tokens/renewal.ts';
import {selectCredentials} from '../../../src/lib/credentials/select.ts';
import {storeToken, tokenFiles} from '../../../src/lib/tokens/token-store.ts';
import {requestToken} from '../../../src/lib/tokens/token.ts';
import type {Requester} from '../../../src/lib/session/requests/requester.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import type {Session} from '../../../src/lib/session/session.ts';
import {Workbench, formsOf} from '../credentials/workbench.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PROCESSES = 6;

describe('the renewal of a token', () => {
  let grid: TestGrid;
  let bench: Workbench;
  let env: Record<string, string>;
  let session: Session;

  before(async () => {
    grid = await startGrid();
  });
  after(() => grid.stop());
  beforeEach(() => {
    bench = new Workbench();
    env = {...grid.env(), ...bench.env, JALIEN_TOKEN_CERT: '', JALIEN_TOKEN_KEY: ''};
    session = connect({env, userAgent: 'test', credentials: 'user'});
  });
  afterEach(() => {
    session.close();
    grid.onRequest = undefined;
    bench.remove();
  });

  /** Store a token of one day. @returns a time an hour before its end */
  const shortToken = async (): Promise<Date> => {
    await storeToken(tokenFiles(env), await requestToken(session, ['-v', '1']));
    grid.requests.length = 0;
    return new Date(endOfToken().getTime() - HOUR);
  };
  /** Whole seconds count in certificates: what is made in the same second with the same length ends no later. */
  const longer: Requester = {
    request: (command, options = [], details = {}) =>
      session.request(
        command,
        options.map((word) => (word === '1' ? '2' : word)),
        details,
      ),
  };
  const endOfToken = (): Date => inspectCertificate(tokenPlace(env).certificate, 'token').facts.ends;
  const asked = (): (readonly string[])[] =>
    grid.requests.filter(({command}) => command === 'token').map(({options}) => options);

  it('is due in the last tenth of its life, a day at the most', () => {
    const begins = new Date('2026-01-01T00:00:00Z');
    const after = (days: number): Date => new Date(begins.getTime() + days * DAY);
    assert.ok(!isDue({begins, ends: after(5)}, after(4.4)));
    assert.ok(isDue({begins, ends: after(5)}, after(4.6)));
    assert.ok(!isDue({begins, ends: after(30)}, after(28.5)));
    assert.ok(isDue({begins, ends: after(30)}, after(29.5)));
    assert.ok(isDue({begins, ends: after(30)}, after(31)), 'an expired one too');
  });

  it('asks for one like the old one and stores it', async () => {
    const now = await shortToken();
    const before = readFileSync(bench.token('cert'), 'utf8');
    assert.equal(await renewToken({env, requester: longer, now}), 'renewed');
    assert.deepEqual(
      asked().map((options) => options.filter((word) => !word.startsWith('-no'))),
      [['-v', '2']],
    );
    assert.notEqual(readFileSync(bench.token('cert'), 'utf8'), before);
    assert.equal(selectCredentials(env).kind, 'token');
    assert.deepEqual(
      readdirSync(bench.home).filter((name) => /lock|part/.test(name)),
      [],
    );
  });

  it('asks for nothing where it is not due, not ours or would be of no use', async () => {
    assert.equal(await renewToken({env, requester: session}), 'none');
    const now = await shortToken();
    assert.equal(await renewToken({env, requester: session}), 'not-due');
    const named = {...env, JALIEN_TOKEN_CERT: bench.token('cert'), JALIEN_TOKEN_KEY: bench.token('key')};
    assert.equal(await renewToken({env: named, requester: session, now}), 'not-ours');
    const key = createPrivateKey(readFileSync(env['X509_USER_KEY'] ?? ''));
    const encrypted = bench.write('encrypted.pem', formsOf(key)['PKCS#8, encrypted'] ?? '');
    const locked = {...env, X509_USER_KEY: encrypted};
    assert.equal(await renewToken({env: locked, requester: session, now}), 'pointless');
    assert.deepEqual(grid.requests, []);
  });

  it('leaves the old token where no new one comes, and the lock is free again', async () => {
    const now = await shortToken();
    const before = readFileSync(bench.token('cert'), 'utf8');
    grid.onRequest = ({command}) => (command === 'token' ? 'drop-after' : 'answer');
    await assert.rejects(renewToken({env, requester: longer, now}), {exitCode: 107});
    grid.onRequest = undefined;
    assert.equal(readFileSync(bench.token('cert'), 'utf8'), before);
    assert.equal(await renewToken({env, requester: longer, now}), 'renewed');
  });

  it('leaves it to another process that has the lock, unless that died long ago', async () => {
    const now = await shortToken();
    const lock = `${bench.token('cert')}.lock`;
    writeFileSync(lock, 'another');
    assert.equal(await renewToken({env, requester: session, now}), 'busy');
    utimesSync(lock, 0, 0);
    assert.equal(await renewToken({env, requester: longer, now}), 'renewed');
  });

  it('does not touch planted links, neither for the lock nor for the token', async () => {
    const now = await shortToken();
    const victim = bench.write('victim', 'precious');
    const lock = `${bench.token('cert')}.lock`;
    symlinkSync(victim, lock);
    await assert.rejects(renewToken({env, requester: session, now}), {exitCode: 13});
    rmSync(lock);
    rmSync(bench.token('key'));
    symlinkSync(victim, bench.token('key'));
    await assert.rejects(renewToken({env, requester: session, now}), {exitCode: 13});
    assert.equal(readFileSync(victim, 'utf8'), 'precious');
    assert.deepEqual(asked(), []);
  });

  it(`is done by one of ${PROCESSES} processes; all find a whole token afterwards`, async () => {
    const now = await shortToken();
    const old = endOfToken();
    const program = join(import.meta.dirname, 'renewal-process.ts');
    const conditions = ['--conditions=alien-source', '--disable-warning=ExperimentalWarning'];
    const children = Array.from({length: PROCESSES}, () =>
      spawn(process.execPath, [...conditions, program, now.toISOString()], {
        env: {...process.env, ...env},
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    await Promise.all(children.map((child) => once(child.stdout, 'readable')));
    for (const child of children) child.stdin.write('go\n');
    const outcomes = await Promise.all(children.map((child) => text(child.stdout)));
    const counted = Object.groupBy(outcomes, (outcome) => outcome.trim().split('\n').at(-1) ?? '');
    assert.equal(counted['renewed']?.length, 1, JSON.stringify(outcomes));
    const others = (counted['busy']?.length ?? 0) + (counted['not-due']?.length ?? 0);
    assert.equal(others, PROCESSES - 1, JSON.stringify(outcomes));
    assert.equal(asked().length, 1);
    assert.ok(endOfToken() > old);
    assert.equal(selectCredentials(env).kind, 'token');
  });

  it('begins when a session is open and it is due, and is not tried again for ten minutes', async () => {
    const opened: string[] = [];
    let closed = Promise.withResolvers<void>();
    const open = (): Requester & {close(): void} => {
      opened.push('session');
      return {request: (...words) => longer.request(...words), close: () => closed.resolve()};
    };
    const connected = {
      kind: 'connected',
      endpoint: {...grid.endpoint, origin: 'test'},
      milliseconds: 1,
    } as const;

    const due = await shortToken();
    let now = new Date();
    const observe = renewal(env, open, () => now);
    observe(connected);
    assert.deepEqual(opened, [], 'a token that is fresh');

    now = due;
    const old = endOfToken();
    observe({kind: 'closed', reason: 'test'});
    assert.deepEqual(opened, [], 'a session that is not open');
    for (let connection = 0; connection < 3; connection++) observe(connected);
    await closed.promise;
    assert.deepEqual(opened, ['session']);
    assert.ok(endOfToken() > old);

    rmSync(bench.token('cert'));
    rmSync(bench.token('key'));
    await shortToken();
    observe(connected);
    assert.deepEqual(opened, ['session'], 'too early');
    now = new Date(due.getTime() + 11 * 60_000);
    closed = Promise.withResolvers();
    observe(connected);
    await closed.promise;
    assert.deepEqual(opened, ['session', 'session']);
  });

  it('keeps its failures to itself when nobody asked for it', async () => {
    const now = await shortToken();
    const {promise: closed, resolve: close} = Promise.withResolvers<void>();
    let signal: AbortSignal | undefined;
    const request: Requester['request'] = (_command, _options, details) => {
      signal = details?.signal;
      return Promise.reject(new Error('no service'));
    };
    const connected = {
      kind: 'connected',
      endpoint: {...grid.endpoint, origin: 'test'},
      milliseconds: 1,
    } as const;
    renewal(
      env,
      () => ({request, close}),
      () => now,
    )(connected);
    await closed;
    assert.ok(signal, 'it has a limit of time');
    assert.equal(selectCredentials(env).kind, 'token');
  });
});
