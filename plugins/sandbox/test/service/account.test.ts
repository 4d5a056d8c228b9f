import assert from 'node:assert/strict';
import {X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {Client, connect, open, targetOf} from '../support/client.ts';

const DAY = 24 * 3600 * 1000;

describe('accounts and tokens', () => {
  let grid: TestGrid;
  before(async () => {
    grid = await startGrid({users: ['demo', 'bob']});
    await grid.addUser('auser', {roles: ['prod']});
  });
  after(() => grid.stop());

  /** Logs in with a token. */
  async function connectWith(token: Record<string, unknown> | undefined): Promise<Client> {
    const target = {...targetOf(grid), cert: String(token?.['tokencert']), key: String(token?.['tokenkey'])};
    const socket = open(target);
    await once(socket, 'open');
    return new Client(socket);
  }

  it('a token is a certificate to log in with, and makes further tokens', async () => {
    const demo = await connect(grid);
    const [token] = await demo.must('token', '-nomsg');
    assert.deepEqual(Object.keys(token ?? {}), ['tokencert', 'tokenkey']);
    const certificate = new X509Certificate(String(token?.['tokencert']));
    assert.equal(certificate.subject, 'C=ch\nO=AliEn2\nCN=Users\nCN=demo\nOU=demo');
    assert.ok(Date.parse(certificate.validFrom) < Date.now() - 3600 * 1000, 'it began in the past');
    assert.ok(Math.abs(Date.parse(certificate.validTo) - Date.now() - 31 * DAY) < 60_000);
    assert.match(String(token?.['tokenkey']), /^-----BEGIN RSA PRIVATE KEY-----/);
    const again = await connectWith(token);
    assert.equal(
      (await again.must('whoami'))[0]?.['certificate_dn'],
      'OU=demo, CN=demo, CN=Users, O=AliEn2, C=ch',
    );
    const [second] = await again.must('token', '-v', '90');
    const end = Date.parse(new X509Certificate(String(second?.['tokencert'])).validTo);
    assert.ok(end <= Date.parse(certificate.validTo), 'a token does not outlive the one it was made with');
  });

  it('too long a life is cut, with a warning and success', async () => {
    const demo = await connect(grid);
    const {metadata} = await demo.ask('token', '-v', '90');
    assert.equal(metadata.exitcode, '0');
    assert.equal(
      metadata.error,
      'Reducing the validity from 90 to 31 as this is the max allowed value for this type of certificate\n',
    );
  });

  it('a role is taken with user or with a token', async () => {
    const auser = await connect(grid, 'auser');
    const [token] = await auser.must('token', '-u', 'prod');
    assert.equal((await auser.ask('pwd')).metadata.user, 'prod', 'as a side effect');
    const certificate = new X509Certificate(String(token?.['tokencert']));
    assert.match(certificate.subject, /CN=auser\nOU=prod$/);
    assert.equal((await (await connectWith(token)).ask('pwd')).metadata.user, 'prod');
    const demo = await connect(grid);
    assert.equal(
      await demo.failure('user', 'bob'),
      '1 Operation not permitted : Switching user demo to [bob] failed',
    );
  });

  it('an admin becomes anybody and cannot go back', async () => {
    const admin = await connect(grid, 'admin');
    assert.deepEqual(await admin.must('user', 'bob'), [{homedir: '/alice/cern.ch/user/b/bob/'}]);
    const {metadata} = await admin.ask('ls', '~');
    assert.deepEqual([metadata.user, metadata.currentdir], ['bob', '/alice/cern.ch/user/a/admin/']);
    assert.match(await admin.failure('user', 'admin'), /^1 /);
    assert.equal('connected_from' in ((await admin.must('whoami'))[0] ?? {}), false);
  });

  it('a token for somebody else is refused, and comes all the same for oneself', async () => {
    const demo = await connect(grid);
    const reply = await demo.ask('token', '-u', 'bob');
    assert.equal(reply.metadata.exitcode, '1');
    assert.match(new X509Certificate(String(reply.results[0]?.['tokencert'])).subject, /CN=demo\nOU=demo$/);
  });

  it('a user added while the service runs may log in at once', async () => {
    await grid.addUser('late', {admin: true});
    const [me] = await (await connect(grid, 'late')).must('whoami');
    assert.deepEqual(
      [me?.['username'], me?.['roles'], me?.['homedir']],
      ['late', 'late,admin', '/alice/cern.ch/user/l/late/'],
    );
  });
});
