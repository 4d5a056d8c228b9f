import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {connectionVariables} from './variables/connection.ts';
import {copyVariables} from './variables/copies.ts';
import {credentialVariables} from './variables/credentials.ts';
import {documented, shown, withStatus} from './variables/documented.ts';
import {outputVariables} from './variables/output.ts';
import {programVariables} from './variables/programs.ts';
import {shellVariables} from './variables/shell.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** What the old client reads: 58 variables of its own, two of its first version and two of its proxy, and those that scripts set besides. */
const OF_THE_OLD_CLIENT = `
  ALIENPY_JCENTRAL ALIENPY_JCENTRAL_PORT ALIENPY_CONNECT_TRIES ALIENPY_CONNECT_TRIES_INTERVAL ALIENPY_TIMEOUT
  ALIENPY_NETWORKSTACK ALIENPY_NO_STAGGER ALIENPY_DEBUG ALIENPY_DEBUG_FILE ALIENPY_DEBUG_APPEND
  ALIENPY_DEBUG_ASYNCIO ALIENPY_DEBUG_CONCURRENT ALIENPY_DEBUG_STAGGER ALIENPY_TIMECONNECT ALIENPY_TIMING
  ALIENPY_JSON ALIENPY_JSON_OUT_GLOBAL ALIENPY_JSON_OUT ALIENPY_JSONRAW ALIENPY_FANCY_PRINT ALIENPY_PROMPT_DATE
  ALIENPY_PROMPT_CWD ALIENPY_NO_CWD_RESTORE ALIENPY_NO_HISTORY ALIENPY_KEEP_META ALIENPY_NOXRDZIP
  ALIENPY_USE_LOCAL_CAS ALIENPY_ALLOW_UNKNOWN_CMDS ALIEN_SITE ALIEN_PROC_ID ALIEN_MASTERJOB_ID JALIEN_HOST
  JALIEN_WSPORT JALIEN_TOKEN_CERT JALIEN_TOKEN_KEY JALIEN_USER X509_USER_CERT X509_USER_KEY X509_CERT_DIR
  X509_CERT_FILE EDITOR HOME TMPDIR TEMP TMP XRD_TIMEOUTRESOLUTION XRD_CONNECTIONRETRY XRD_CONNECTIONWINDOW
  XRD_REQUESTTIMEOUT XRD_STREAMTIMEOUT XRD_CPINITTIMEOUT XRD_DATASERVERTTL XRD_LOADBALANCERTTL XRD_ZIPMTLNCKSUM
  XRD_CPRETRYPOLICY XRD_SUBSTREAMSPERCHANNEL XRD_CPPARALLELCHUNKS XRD_CPCHUNKSIZE XRD_CPTIMEOUT
  XRD_XRATETHRESHOLD XRD_CPRETRY XRD_LOGLEVEL XRD_LOGFILE JBOXPY_DEBUG JBOXPY_DEBUG_FILE
  JALIENPY_DEBUG JALIENPY_XRDDEBUG`
  .trim()
  .split(/\s+/);

describe('the table of variables', () => {
  it('answers for each one of the old client', () => {
    assert.deepEqual(
      OF_THE_OLD_CLIENT.filter((name) => !documented.has(name)),
      [],
    );
  });

  it('says what is done with each, and gives a reason', () => {
    for (const [name, {status, text}] of documented) {
      assert.match(status, /^(honoured|renamed|refused|own)$/, name);
      assert.ok(text.length > 0, name);
      assert.equal(status === 'own', !OF_THE_OLD_CLIENT.includes(name), `${name} is ${status}`);
    }
  });

  it('has every variable that the code reads, and none of them as refused', () => {
    const used = new Set(withStatus('honoured', 'own'));
    for (const {file, names} of variablesInCode()) {
      for (const name of names)
        assert.ok(used.has(name), `${name} of ${file} is not in docs/variables.md as read`);
    }
  });

  it('calls honoured only what the code reads, or the XRootD library', () => {
    const read = new Set(variablesInCode().flatMap(({names}) => names));
    for (const name of withStatus('honoured', 'own')) {
      assert.ok(read.has(name) || name.startsWith('XRD_'), `${name} is read nowhere`);
    }
  });
});

/** By every way in which the code names one: `env['X']`, `process.env.X`, and tables of names. */
function variablesInCode(): {file: string; names: string[]}[] {
  const NAMED =
    /(?:env\['|process\.env\.)(\w+)|'((?:ALIEN|JALIEN_|X509_|XRD_|XDG_|JBOX)\w*|(?:HTTPS|ALL|NO)_PROXY|(?:https|all|no)_proxy)'/g;
  return globSync(['src/**/*.ts', 'plugins/shell/src/**/*.ts'], {cwd: ROOT}).map((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const names = [...text.matchAll(NAMED)].map(([, one, other]) => one ?? other ?? '');
    return {file, names: names.filter((name) => !NO_VARIABLES.has(name))};
  });
}

/** Keys of the file that a JBox writes. */
const NO_VARIABLES = new Set(['JALIEN_PID']);

describe('the effect of variables', () => {
  describe('of connections', connectionVariables);
  describe('of credentials', credentialVariables);
  describe('of output and places', outputVariables);
  describe('of copies', copyVariables);
  describe('of programs', programVariables);
  describe('of the shell', shellVariables);

  it('is shown for every one that is read', () => {
    assert.deepEqual(
      withStatus('honoured', 'own').filter((name) => !shown.has(name)),
      [],
    );
  });
});
