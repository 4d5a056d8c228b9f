import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {accessRead, accessWrite, commitReplica} from '../../../src/lib/catalogue/access.ts';
import type {Environment} from '../../../src/lib/settings/environment.ts';
import {eventLine} from '../../../src/lib/log/event-line.ts';
import {openSessionLog} from '../../../src/lib/log/session-log.ts';
import {absoluteLfn} from '../../../src/lib/paths/lfn.ts';
import {settingsOf} from '../../../src/lib/settings/configured-settings.ts';
import type {SessionEvent} from '../../../src/lib/session/requests/events.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import {NetworkError} from '../../../src/lib/errors/errors.ts';

const endpoint = {host: 'h', port: 1, origin: 'the default'};

describe('the log of a session', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'alien-log-'));
  });
  afterEach(() => rmSync(dir, {recursive: true}));

  const open = (env: Environment, notes: string[] = []) =>
    openSessionLog(settingsOf({HOME: dir, ...env}), {
      program: 'alien/1',
      words: ['ls', '-la'],
      note: (text) => notes.push(text),
    });

  it('holds no secret of a session that logs in, books, registers, reads and makes a token', async () => {
    const grid: TestGrid = await startGrid();
    const events: SessionEvent[] = [];
    try {
      const env: Environment = {...grid.env(), ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: join(dir, 'log')};
      const log = open(env);
      const observe = (event: SessionEvent): void => {
        events.push(event);
        log?.observe(event);
      };
      const session = connect({env, userAgent: 'test', observe});
      const lfn = absoluteLfn('/alice/cern.ch/user/d/demo/secret.txt');
      const file = {size: 7, md5: '0'.repeat(32)};
      const [replica] = await accessWrite(session, lfn, file);
      assert.ok(replica);
      await commitReplica(session, lfn, replica, file);
      await accessRead(session, lfn);
      await session.request('access', ['read', lfn]); // with the text that repeats the envelope
      await session.request('token');
      session.close();
      log?.close();

      const secrets = [readFileSync(env['X509_USER_KEY'] ?? '', 'utf8')];
      for (const event of events) {
        if (event.kind === 'request' && event.command === 'commit') secrets.push(event.options[0] ?? '');
        if (event.kind !== 'answer') continue;
        const {results} = JSON.parse(event.text) as {results: Record<string, unknown>[]};
        for (const {envelope, tokenkey} of results)
          secrets.push(...[envelope, tokenkey].filter((s) => typeof s === 'string'));
      }
      assert.ok(secrets.length >= 6, `only ${secrets.length} secrets were used`);
      const written = readFileSync(join(dir, 'log'), 'utf8');
      for (const line of secrets.flatMap((secret) => secret.split('\n'))) {
        if (line.startsWith('-----') || line.startsWith('&') || line.length < 8) continue;
        assert.ok(!written.includes(line), `in the log: ${line}`);
      }
      assert.match(written, /commit .*<envelope, \d+ characters>.*secret\.txt/);
      assert.match(written, /"tokenkey":"<tokenkey, \d+ characters>"/);
    } finally {
      await grid.stop();
    }
  });

  it('tells times alone where only those are asked for', () => {
    const log = open({ALIENPY_TIMING: '1', ALIENPY_DEBUG_FILE: join(dir, 'log')});
    log?.observe({kind: 'request', command: 'ls', options: ['/private/name']});
    log?.observe({kind: 'answer', command: 'ls', text: '{"results": []}', milliseconds: 12.34});
    log?.close();
    const lines = readFileSync(join(dir, 'log'), 'utf8').split('\n');
    assert.match(lines[0] ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z \d+ program +alien\/1 \["ls","-la"\]$/);
    assert.match(lines[1] ?? '', / request +ls$/);
    assert.match(lines[2] ?? '', / answer +ls in 12\.3 ms, 15 characters$/);
  });

  it('goes to ~/alien.log where no place is named, and says so', () => {
    const notes: string[] = [];
    open({ALIENPY_DEBUG: '1'}, notes)?.close();
    assert.deepEqual(readdirSync(dir), ['alien.log']);
    assert.deepEqual(notes, [`The log goes to ${dir}/alien.log.`]);
  });

  it('that cannot be written stops nobody', () => {
    const notes: string[] = [];
    assert.equal(open({ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: '/no/such/place'}, notes), undefined);
    assert.match(notes.join(), /No log: ENOENT/);
  });

  it('says each event on one line, with the causes of a failure', () => {
    const error = new NetworkError('broke\nhere\u001b[2J', {cause: new Error('ECONNRESET')});
    assert.equal(
      eventLine({kind: 'connect-failed', endpoint, error}, true),
      'connect-failed h:1: NetworkError: broke\\nhere\\x1b[2J <- Error: ECONNRESET',
    );
    // eslint-disable-next-line house/no-unchecked-cast -- an event that a later version may add
    const unknown = {kind: 'new', why: `authz=${'x'.repeat(9)}`} as unknown as SessionEvent;
    assert.equal(
      eventLine(unknown, true),
      'new            {"kind":"new","why":"authz=<secret, 9 characters>"}',
    );
  });

  it('cuts off a long answer, after the secrets were taken out', () => {
    const text = JSON.stringify({results: [{message: 'm'.repeat(8100), envelope: 'E'.repeat(500)}]});
    const line = eventLine({kind: 'answer', command: 'x', text, milliseconds: 1}, true);
    assert.ok(line.length < 8300 && !line.includes('EE'), line.slice(-100));
  });
});
