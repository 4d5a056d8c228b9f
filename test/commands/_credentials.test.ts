import assert from 'node:assert/strict';
import {closeSync, existsSync, mkdirSync, openSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import CertInfo from '../../src/commands/_credentials/cert-info.ts';
import CertVerify from '../../src/commands/_credentials/cert-verify.ts';
import CertImport from '../../src/commands/_credentials/cert/import.ts';
import CertkeyMatch from '../../src/commands/_credentials/certkey-match.ts';
import GetCAcerts from '../../src/commands/_credentials/getCAcerts.ts';
import TokenDestroy from '../../src/commands/_credentials/token-destroy.ts';
import TokenInfo from '../../src/commands/_credentials/token-info.ts';
import TokenInit from '../../src/commands/_credentials/token-init.ts';
import TokenVerify from '../../src/commands/_credentials/token-verify.ts';
import Token from '../../src/commands/_credentials/token.ts';
import TokenkeyMatch from '../../src/commands/_credentials/tokenkey-match.ts';
import {ARCHIVE, CERTIFICATE, KEY} from '../lib/credentials/elliptic.ts';
import {Workbench as Home} from '../lib/credentials/workbench.ts';
import {Workbench, success} from './workbench.ts';

describe('the verbs of credentials', () => {
  let bench: Workbench;
  let home: Home;
  beforeEach(() => {
    bench = new Workbench();
    home = new Home();
  });
  afterEach(() => home.remove());

  const run = (...[command, words]: Parameters<Workbench['run']>) =>
    bench.run(command, words, {env: home.env, cwd: home.home});

  function giveToken(): void {
    const [, name = ''] = /([^/]+)$/.exec(home.token('cert')) ?? [];
    home.write(name, CERTIFICATE);
    home.write(name.replace('tokencert', 'tokenkey'), KEY);
  }

  function giveCertificate(key = KEY): void {
    home.write('.globus/usercert.pem', CERTIFICATE);
    home.write('.globus/userkey.pem', key);
  }

  it('token tells the service what is wanted, by letters and names', async () => {
    const line = '-f -u alidaq -v 7 -t host --hostname h --jobid 5';
    assert.equal(
      await bench.sent(Token, line.split(' ')),
      'token -u alidaq -v 7 -t host -jobid 5 -hostname h -f',
    );
    assert.equal((await bench.run(Token, ['-v', '0'])).code, 22);
  });

  it('token-init asks in the same words, and stores what comes', async () => {
    bench.answer = () => success({tokencert: CERTIFICATE, tokenkey: KEY});
    const {code, stdout, stderr} = await run(TokenInit, ['-v', '3']);
    assert.deepEqual([code, stderr, bench.requests], [0, '', [['token', '-v', '3']]]);
    assert.match(stdout, /ecuser/);
    assert.equal(readFileSync(home.token('cert'), 'utf8'), CERTIFICATE);
  });

  it('token-info, token-verify and tokenkey-match look at the token, the others at the certificate', async () => {
    const missing = {
      info: [(await run(TokenInfo)).code, (await run(CertInfo)).code],
      match: [(await run(TokenkeyMatch)).code, (await run(CertkeyMatch)).code],
    };
    giveToken();
    assert.deepEqual([(await run(TokenInfo)).code, (await run(CertInfo)).code], [0, missing.info[1]]);
    assert.match((await run(TokenkeyMatch)).stdout, /tokenkey.* is the key for .*tokencert/);
    assert.deepEqual((await run(CertkeyMatch)).code, missing.match[1]);
    giveCertificate();
    assert.deepEqual([(await run(TokenInfo)).code, (await run(CertInfo)).code], [0, 0]);
    assert.match((await run(CertkeyMatch)).stdout, /userkey\.pem is the key for .*usercert\.pem/);
    assert.match((await run(TokenVerify)).stderr, /^No certificate authorities/);
    mkdirSync(join(home.globus, 'certificates'));
    home.write('.globus/certificates/ca.pem', CERTIFICATE);
    assert.match((await run(TokenVerify)).stdout, /^The token in .*tokencert.* is valid/);
    const verified = await run(CertVerify, ['--json']);
    assert.deepEqual([verified.code, (JSON.parse(verified.stdout) as {valid: boolean}).valid], [0, true]);
    assert.deepEqual(bench.requests, []);
  });

  it('token-destroy removes the token, and says where there is none', async () => {
    giveToken();
    assert.match((await run(TokenDestroy)).stdout, /^Removed .*tokencert/);
    assert.equal(existsSync(home.token('cert')), false);
    assert.deepEqual(await run(TokenDestroy), {
      code: 0,
      stdout: '',
      stderr: 'There was no token to remove.\n',
    });
  });

  it('cert import reads a name below the directory of the run, and pass phrases from descriptors', async () => {
    home.write('my.p12', ARCHIVE);
    home.write('secret', 'secret\n');
    const fd = openSync(join(home.home, 'secret'), 'r');
    const {code, stderr} = await run(CertImport, [
      'my.p12',
      '--passphrase-fd',
      String(fd),
      '--no-encryption',
    ]);
    closeSync(fd);
    assert.equal(code, 0, stderr);
    assert.equal((await run(CertkeyMatch)).code, 0);
    const again = await run(CertImport, ['my.p12', '--no-encryption']);
    assert.notEqual(again.code, 0);
  });

  it('a pass phrase is asked for only where somebody sits at the terminal', async () => {
    home.write('my.p12', ARCHIVE);
    const {code, stderr} = await run(CertInfo, ['--p12', 'my.p12']);
    assert.equal(code, 126);
    assert.match(stderr, /there is no terminal to ask/);
  });

  it('getCAcerts takes both of its names below the directory of the run', async () => {
    const {code, stderr} = await run(GetCAcerts, ['--from', 'nowhere', 'to']);
    assert.notEqual(code, 0);
    assert.match(stderr, /nowhere/);
    assert.equal(existsSync(join(home.home, 'to/certificates')), false);
  });
});
