import assert from 'node:assert/strict';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {startGrid} from '@alien-grid/plugin-sandbox/testing';
import {readCertificate} from '../../../src/lib/credentials/certificate.ts';
import {checkClock} from '../../../src/lib/doctor/check-clock.ts';
import {checkDisk} from '../../../src/lib/doctor/check-disk.ts';
import {Patient} from '../../../src/lib/doctor/patient.ts';

const {signal} = new AbortController();
const patient = (processEnv: Record<string, string> = {}) =>
  new Patient({processEnv, cwd: process.cwd(), userAgent: 'test', askPassphrase: () => Promise.resolve('')});

describe('the check of the clock', () => {
  let pair: {cert: string; key: string};
  before(async () => {
    const grid = await startGrid();
    pair = await grid.certificates.foreign();
    await grid.stop();
  });

  /** What is found at a server that sends this Date; undefined: none. */
  const clockAt = async (date: string | undefined) => {
    const server = createServer(pair, (_request, response) => {
      response.sendDate = false;
      if (date !== undefined) response.setHeader('Date', date);
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const {port} = server.address() as AddressInfo;
    const who = patient();
    who.reached.set({
      endpoint: {host: 'localhost', port, origin: 'a test'},
      ip: '127.0.0.1',
      port,
      isProxy: false,
    });
    const {cert: certificatePem, key: keyPem} = pair;
    const certificate = readCertificate(certificatePem);
    who.credentials.set({kind: 'user', certificate, certificatePem, keyPem, origin: 'a', keyOrigin: 'b'});
    const finding = await checkClock.run(who, signal);
    server.close();
    return `${finding.status}: ${finding.found}`;
  };

  it('is content with a difference of seconds', async () => {
    assert.equal(await clockAt(new Date().toUTCString()), 'ok: as the server has it');
  });

  it('warns of a larger one, in the right direction', async () => {
    assert.match(
      await clockAt(new Date(Date.now() - 7200_000).toUTCString()),
      /^warning: 720[01] s ahead of/,
    );
    assert.match(
      await clockAt(new Date(Date.now() + 7200_000).toUTCString()),
      /^warning: 7(199|200) s behind/,
    );
  });

  it('does not blame the clock where the server does not tell its time', async () => {
    assert.match(await clockAt(undefined), /^ok: .* does not tell its time$/);
    assert.match(await clockAt('yesterday'), /^ok: .* does not tell its time$/);
  });
});

describe('the check of the disk', () => {
  it('fails where temporary files cannot be made, and names the place', async () => {
    const finding = await checkDisk.run(patient({TMPDIR: '/no/such/place'}), signal);
    assert.equal(finding.status, 'failed');
    assert.match(finding.found, /temporary files cannot be used \(\/no\/such\/place: ENOENT\)/);
    assert.deepEqual(finding.advice, ['Make room or get write permission: /no/such/place']);
  });

  it('only warns of a home that is none', async () => {
    const finding = await checkDisk.run(patient({HOME: '/no/such/home'}), signal);
    assert.equal(finding.status, 'warning');
  });
});
