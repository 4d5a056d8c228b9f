import assert from 'node:assert/strict';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {accessWrite, commitReplica, type Replica} from '../../../../src/lib/catalogue/access.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {RULES, repeatability} from '../../../../src/lib/session/retry/repeatable.ts';
import {PROOFS} from '../../../../src/lib/session/retry/proof.ts';
import {connect} from '../../../../src/lib/session/connect.ts';
import type {Session} from '../../../../src/lib/session/session.ts';

/** What `commandlist` of a central service names, for users and for administrators. */
const COMMANDS =
  'cd pwd mkdir rmdir ls find toXml cat whereis cp rm mv touch type lfn2guid guid2lfn guidinfo access commit ' +
  'chown chmod deleteMirror md5sum mirror grep changeDiff listFilesFromCollection archiveList packages listCEs ' +
  'jobListMatch listpartitions setCEstatus submit ps masterjob kill w uptime resubmit top registerOutput df du ' +
  'fquota jquota listSEs listSEDistance setSite testSE listTransfer uuid stat xrdstat resyncLDAP optimiserLogs ' +
  'showTagValue time timing commandlist motd ping version echo whoami user whois groups token lfnexpiretime ' +
  'groupmembers moveDirectory randomPFNs';

describe('the table of what may be repeated', () => {
  it('says something of every command', () => {
    assert.deepEqual(
      COMMANDS.split(' ').filter((name) => !Object.hasOwn(RULES, name)),
      [],
    );
    assert.equal(repeatability('a-command-of-tomorrow', []), 'changes');
    assert.equal(repeatability('constructor', []), 'changes');
  });

  it('looks at the words where they decide', () => {
    const cases: [string, string][] = [
      ['reads', 'find /x *'],
      ['changes', 'find -x /saved /x *'],
      ['reads', 'access -nomsg read /x'],
      ['idempotent', 'access -s 1 write /x'],
      ['reads', 'jquota list me'],
      ['idempotent', 'jquota set me priority 1'],
      ['changes', 'cat -o /tmp/x y'],
      ['reads', 'time 3 ls /x'],
      ['changes', 'time 3 submit /x'],
      ['changes', 'time'],
    ];
    for (const [expected, line] of cases) {
      const [command = '', ...words] = line.split(' ');
      assert.equal(repeatability(command, words), expected, line);
    }
  });

  it('has a proof for every command that it calls provable', () => {
    const provable = Object.keys(RULES).filter((name) => RULES[name] === 'provable');
    assert.deepEqual(provable.sort(), Object.keys(PROOFS).sort());
  });
});

describe('a change whose answer was lost', () => {
  let grid: TestGrid;
  let session: Session;
  before(async () => {
    grid = await startGrid();
  });
  after(() => grid.stop());
  beforeEach(() => {
    grid.onRequest = undefined;
    session = connect({
      env: {...grid.env(), ALIENPY_CONNECT_TRIES_INTERVAL: '0.01'},
      userAgent: 'test',
    });
  });
  afterEach(() => session.close());

  /** The first request of this command meets its fate, all others are answered. */
  const once = (command: string, fate: 'drop' | 'drop-after') => {
    let met = false;
    grid.requests.length = 0;
    grid.onRequest = (request) => {
      if (request.command !== command || met) return 'answer';
      met = true;
      return fate;
    };
  };
  const asked = () => grid.requests.map(({command}) => command);
  const file = {size: 5, md5: 'd'.repeat(32)};
  const booked = async (name: string): Promise<[ReturnType<typeof absoluteLfn>, Replica]> => {
    const lfn = absoluteLfn(`/alice/cern.ch/user/d/demo/${name}`);
    const [replica] = await accessWrite(session, lfn, file, {specification: 'disk:1'});
    assert.ok(replica);
    return [lfn, replica];
  };

  it('commit: was done, and is not done again', async () => {
    const [lfn, replica] = await booked('done');
    once('commit', 'drop-after');
    await commitReplica(session, lfn, replica, file);
    assert.deepEqual(asked(), ['commit', 'stat']);
  });

  it('commit: was not done, and is', async () => {
    const [lfn, replica] = await booked('not-done');
    once('commit', 'drop');
    await commitReplica(session, lfn, replica, file);
    assert.deepEqual(asked(), ['commit', 'stat', 'commit']);
    assert.equal((await session.request('whereis', [lfn])).results[0]?.['seName'], replica.se);
  });

  it('commit: another file has the name, so nothing is proved, and the second refusal proves nothing', async () => {
    const [lfn, replica] = await booked('taken');
    const [, other] = await booked('taken');
    await commitReplica(session, lfn, other, file);
    once('commit', 'drop-after');
    await assert.rejects(commitReplica(session, lfn, replica, file), {exitCode: 107, message: /was lost/});
    assert.deepEqual(asked(), ['commit', 'stat', 'commit', 'stat', 'commit', 'stat']);
  });

  it('rm: is done when nothing is there any more', async () => {
    await session.request('touch', ['gone']);
    once('rm', 'drop-after');
    assert.equal((await session.request('rm', ['-f', '--', 'gone'])).metadata.exitcode, '0');
    assert.deepEqual(asked(), ['rm', 'stat']);
  });

  it('rm: what is there may be another file by now, and is left alone', async () => {
    await session.request('touch', ['there']);
    once('rm', 'drop');
    await assert.rejects(session.request('rm', ['there', 'never-was']), {exitCode: 107, message: /was lost/});
    assert.deepEqual(asked(), ['rm', 'stat']);
    assert.equal((await session.request('stat', ['there'])).metadata.exitcode, '0');
  });

  it('rm: a pattern proves nothing', async () => {
    once('rm', 'drop-after');
    await assert.rejects(session.request('rm', ['*.tmp']), {exitCode: 107});
    assert.deepEqual(asked(), ['rm']);
  });

  it('mkdir, touch and chmod are done again', async () => {
    for (const [command, ...words] of [
      ['mkdir', '-p', 'made/deep'],
      ['touch', 'touched'],
      ['chmod', '700', 'touched'],
    ] as const) {
      once(command, 'drop-after');
      assert.equal((await session.request(command, words)).metadata.exitcode, '0', command);
      assert.deepEqual(asked(), [command, command]);
    }
  });
});
