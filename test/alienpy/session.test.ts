import {HOME, OfficialClient} from './official-client.ts';

const USER =
  /^DN >>> C=ch\/O=AliEn2\/OU=Sandbox\/CN=demo\nISSUER >>> .*Sandbox CA.*\nBEGIN >>> .*\nEXPIRE >>> \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const TOKEN =
  /^DN >>> C=ch\/O=AliEn2\/CN=Users\/CN=demo\/OU=demo\nISSUER >>> .*Sandbox CA.*\nBEGIN >>> .*\nEXPIRE >>> \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const UNKNOWN = /^WARNING! command >>> nosuch <<< not in the list of known commands!/;

describe('the official client: who I am, certificates and tokens', () => {
  const client = new OfficialClient();

  describe('certificates and tokens', () => {
    client.runs('alien-cert-info', {out: USER});
    client.runs('cert-info', {out: USER});
    client.runs('cert-verify', {out: /^SSL Verification successful for .*usercert\.pem$/});
    client.runs('certkey-match', {out: 'Cert/key match!'});
    client.runs('token-info', {code: 2, err: 'No certificate filename provided!'});
    client.runs('alien-token-init', {out: TOKEN});
    client.runs('alien-token-info', {out: TOKEN});
    client.runs('token-info', {out: TOKEN});
    client.runs('token-verify', {out: /^SSL Verification successful for .*tokencert\.pem$/});
    client.runs('tokenkey-match', {out: 'Cert/key match!'});
    client.runs('token-init -v 3', {out: TOKEN});
    client.runs('token -v 1', {
      out: /DN: \/C=ch\/O=AliEn2\/CN=Users\/CN=demo\/OU=demo\nExpires: .*\n\n-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n\n-----BEGIN RSA PRIVATE KEY-----\n[^-]+-----END RSA PRIVATE KEY-----$/,
    });
    client.runs('-json token -v 1', {
      json: {metadata: {exitcode: '0', user: 'demo'}},
    });
    client.runs('token -t host', {code: 22, err: /You must indicate the hostname/});
    client.runs('token -t job -jobid 1', {code: 22, err: /You also have to pass the user/});
    client.runs('token-init -u admin', {
      out: TOKEN,
      err: /^Operation not permitted : Switching user demo to \[admin\] failed\nThe token could not be created!/,
      peerAtFault: 'shows the old token, with status 0',
    });
    client.runs('token-info -json', {
      err: 'This command did not return a json dictionary',
      peerAtFault: 'no JSON from the commands of the client itself',
    });
    client.runs('alien-token-destroy', {out: 'Token was destroyed! Re-connect for token re-creation.'});
    client.runs('alien-token-info', {code: 2, err: 'No certificate filename provided!'});
    client.runs('token-init', {
      env: {X509_USER_CERT: '/nowhere', X509_USER_KEY: '/nowhere'},
      code: 107,
      err: /No valid user certificate or token found!!/,
    });
    client.runs('pwd', {
      env: {X509_CERT_DIR: '/nowhere'},
      code: 107,
      err: /No CA locations found!!![^]*CERTIFICATE_VERIFY_FAILED[^]*\nCould not connect to user specified ALIENPY_JCENTRAL/,
    });
  });

  describe('who I am', () => {
    client.runs('whoami', {out: 'demo'});
    client.runs('whoami -v', {
      out: new RegExp(
        `^Username: demo\nRole: demo\nFull name: .*\nEmail: .*\nCertificate DN: .*\nConnected from: .*\nHome directory: ${HOME}/$`,
      ),
    });
    client.runs('-json whoami', {
      json: {
        metadata: {currentdir: `${HOME}/`, error: '', exitcode: '0', user: 'demo'},
        results: [{username: 'demo', role: 'demo', homedir: `${HOME}/`, message: 'demo'}],
      },
    });
    client.runs('whoami', {user: 'kim', out: 'kim'});
    client.runs('whois demo', {
      out: /^Username: demo\n {2}Full name: .*\n {2}Roles: .*\n {2}Email: .*\n {2}Subject: /,
    });
    client.runs('whois -s mo', {out: /^Username: demo\n/});
    client.runs('whois nobody', {out: 'Username not found: nobody'});
    client.runs('groups', {out: 'User: demo, main group: demo\nMember of groups: demo'});
    client.runs('user kim', {
      code: 1,
      err: /^Operation not permitted : Switching user demo to \[kim\] failed$/,
    });
    client.runs(['user kim; whoami; pwd; home'], {
      user: 'admin',
      out: ['kim', '/alice/cern.ch/user/a/admin/', '/alice/cern.ch/user/k/kim/'],
    });
  });

  describe('the session', () => {
    client.runs('ping 1', {
      out: /^Websocket ping\/pong\(s\) : 1 time\(s\) to .*\nrtt min\/avg\/max\/mdev \(ms\) = [\d.]+/,
    });
    client.runs('version', {out: /^alien\.py version: 1\.7\.0\n/});
    client.runs('motd', {out: /^This is a sandbox: /});
    client.runs('echo hello there', {out: 'hello there'});
    client.runs('commandlist', {out: /^cd\npwd\nmkdir\n/});
    client.runs('timing on', {out: /^Command timing is enabled\ntiming_ms = [\d.]+$/});
    client.runs('time pwd', {out: new RegExp(`^${HOME}/\n>>>ProcessInput time: [\\d.]+ ms$`)});
    client.runs('setSite CERN', {out: /^Setting close site to CERN \(was .+\)$/});
    client.runs('pwd', {env: {ALIEN_SITE: 'CERN'}, out: `${HOME}/`});
    client.runs('checkAddr localhost 1', {out: /^127\.0\.0\.1:1\s+FAIL$/m});
    client.runs('pwd -h', {out: 'pwd : print/return the current work directory'});
    client.runs('find -h', {out: /-l n\b/});
    client.runs(['whoami; pwd -h'], {
      out: /^N\.B\. .*\n[^]*the following commands are available:/,
      peerAtFault: 'a line with -h in it is answered with the general help, and nothing is run',
    });
    client.runs('nosuch', {code: 1, err: UNKNOWN});
    client.runs('pwd', {
      env: {ALIENPY_JCENTRAL_PORT: '1', ALIENPY_CONNECT_TRIES: '1'},
      code: 107,
      err: /Could not connect to user specified ALIENPY_JCENTRAL: localhost:1$/,
    });
  });

  describe('quotas', () => {
    client.runs('jquota list', {out: /^Quota of demo \(userid: \d+\)\n/});
    client.runs('-json jquota list', {json: {results: [{username: 'demo'}]}});
    client.runs('fquota list', {out: /^FQuota: user: demo\n/});
    client.runs('-json fquota list', {json: {results: [{username: 'demo'}]}});
    client.runs('fquota set demo maxNbFiles 5', {
      code: 22,
      err: /^Invalid argument : Wrong command passed: set/,
    });
    client.runs('jquota set kim maxUnfinishedJobs 77', {
      user: 'admin',
      out: 'Result: ok, maxUnfinishedJobs=77 for user=kim',
    });
    client.runs('quota', {
      code: 1,
      err: /^Exception encountered!/,
      peerAtFault: 'reads nominalParallelJobs, which the real service spells nominalparallelJobs',
    });
  });
});
