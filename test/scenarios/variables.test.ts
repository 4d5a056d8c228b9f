import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {configPath} from '../../src/lib/config/file.ts';
import {authorityPlaces} from '../../src/lib/credentials/authorities.ts';
import {archivePlaces, tokenPlaces, userPlaces} from '../../src/lib/credentials/places.ts';
import {endpoints} from '../../src/lib/session/endpoint.ts';
import {LIMIT_VARIABLES, limitsFrom} from '../../src/lib/session/limits.ts';
import {addressesOf} from '../../src/lib/session/reach/addresses.ts';
import {proxyFor} from '../../src/lib/session/reach/proxy.ts';
import {Session} from '../../src/lib/session/session.ts';
import {blackHole} from './black-hole.ts';
import {journalDirectory} from '../../src/lib/copy/replacement-journal.ts';
import {Program} from './program.ts';
import {useScene} from './scene.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What the old client reads: 58 variables of its own and two of its proxy, and those that scripts set besides. */
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
  XRD_XRATETHRESHOLD XRD_CPRETRY XRD_LOGLEVEL XRD_LOGFILE JBOXPY_DEBUG JBOXPY_DEBUG_FILE`
  .trim()
  .split(/\s+/);

/** Of the table: what is done with each variable, and what is said of it. */
const documented = new Map(
  [
    ...readFileSync(join(ROOT, 'docs/variables.md'), 'utf8').matchAll(
      /^\| `(\w+)` +\| (\w+) +\| (.*?) +\|$/gm,
    ),
  ].map(([, name = '', status = '', text = '']) => [name, {status, text}]),
);
const withStatus = (...wanted: string[]) =>
  [...documented].filter(([, {status}]) => wanted.includes(status)).map(([name]) => name);

/** Variables whose effect a test has shown. */
const shown = new Set<string>();
const shows = (names: readonly string[], effect: () => Promise<void> | void): void => {
  it(`shows ${names.join(', ')}`, effect);
  for (const name of names) shown.add(name);
};

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
  return readdirSync(join(ROOT, 'src'), {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const text = readFileSync(join(ROOT, 'src', file), 'utf8');
      const names = [...text.matchAll(NAMED)].map(([, one, other]) => one ?? other ?? '');
      return {file, names: names.filter((name) => !NO_VARIABLES.has(name))};
    });
}

/** Keys of the file that a JBox writes. */
const NO_VARIABLES = new Set(['JALIEN_PID']);

describe('the effect of variables', () => {
  let grid: TestGrid;
  let dir: string;
  useScene({storage: true}, (scene) => ({grid, dir} = scene));

  const alien = (env: Record<string, string>) => new Program({...grid.env(), TMPDIR: dir, ...env}, dir);

  shows(['ALIENPY_JCENTRAL', 'ALIENPY_JCENTRAL_PORT', 'JALIEN_HOST', 'JALIEN_WSPORT'], () => {
    const where = (env: Record<string, string>) =>
      endpoints({TMPDIR: dir, ...env}).map(({host, port}) => `${host}:${port}`);
    assert.deepEqual(where({ALIENPY_JCENTRAL: 'a', ALIENPY_JCENTRAL_PORT: '1', JALIEN_HOST: 'b'}), ['a:1']);
    assert.deepEqual(where({JALIEN_HOST: 'b', JALIEN_WSPORT: '2'}), ['b:2', 'alice-jcentral.cern.ch:8097']);
  });

  shows(
    Object.values(LIMIT_VARIABLES).map(({name}) => name),
    () => {
      const keys = Object.keys(LIMIT_VARIABLES) as (keyof typeof LIMIT_VARIABLES)[];
      for (const key of keys) {
        const {name, unit} = LIMIT_VARIABLES[key];
        assert.equal(limitsFrom({[name]: '7'})[key], unit === 's' ? 7000 : 7, name);
      }
    },
  );

  shows(['ALIENPY_NETWORKSTACK'], async () => {
    const both = [
      {address: '::1', family: 6},
      {address: '127.0.0.1', family: 4},
    ];
    const found = (stack: string) =>
      addressesOf('h', {ALIENPY_NETWORKSTACK: stack}, () => Promise.resolve(both)).then((all) =>
        all.map(({address}) => address).join(),
      );
    assert.deepEqual(await Promise.all(['', 'ipv4', 'ipv6'].map(found)), [
      '::1,127.0.0.1',
      '127.0.0.1',
      '::1',
    ]);
  });

  shows(['ALIENPY_NO_STAGGER'], async () => {
    const {dial} = await import('../../src/lib/session/reach/dial.ts');
    const hole = await blackHole();
    const other = createServer((socket) => socket.destroy()).listen(hole.port, '127.0.0.2');
    try {
      const find = () => Promise.resolve(['127.0.0.1', '127.0.0.2'].map((address) => ({address, family: 4})));
      const socket = await dial('h', hole.port, {env: {}, find, patience: 10_000});
      assert.equal(socket.remoteAddress, '127.0.0.2');
      socket.destroy();
      const signal = AbortSignal.timeout(600); // the next address would have come after 250 ms
      await assert.rejects(
        dial('h', hole.port, {env: {ALIENPY_NO_STAGGER: '1'}, find, patience: 10_000, signal}),
        {
          name: 'TimeoutError',
        },
      );
    } finally {
      other.close();
      hole.close();
    }
  });

  shows(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy'], () => {
    const service = {host: 'alice.example', port: 8097};
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) {
      const env = {[name]: 'http://proxy:3128'};
      assert.equal(proxyFor(service, env)?.port, 3128, name);
      for (const not of ['NO_PROXY', 'no_proxy']) {
        assert.equal(proxyFor(service, {...env, [not]: '.example'}), undefined, not);
      }
    }
  });

  shows(['ALIEN_LIMIT_RATE'], async () => {
    writeFileSync(join(dir, 'limited'), Buffer.alloc(300 << 10, 'x'));
    const words = ['--json', '--chunksz', '65536', 'file:limited', 'alien:~/limited@disk:1'];
    const stdout = await alien({ALIEN_LIMIT_RATE: '300K'}).ok('cp', ...words);
    const seconds = Number(/"kind":"done".*"seconds":([\d.]+)/.exec(stdout)?.[1]);
    assert.ok(seconds > 0.6, stdout);
  });

  shows(['ALIEN_SITE'], async () => {
    const session = new Session({env: {...grid.env(), ALIEN_SITE: 'CERN'}, userAgent: 'test'});
    grid.requests.length = 0;
    await session.request('pwd');
    session.close();
    assert.deepEqual(
      grid.requests.map(({command}) => command),
      ['setSite', 'pwd'],
    );
  });

  shows(
    [
      ...['JALIEN_TOKEN_CERT', 'JALIEN_TOKEN_KEY', 'X509_USER_CERT', 'X509_USER_KEY', 'X509_USER_P12'],
      ...['ALIEN_CREDENTIALS_DIR', 'HOME', 'TMPDIR', 'TEMP', 'TMP'],
    ],
    () => {
      const token = (env: Record<string, string>) => JSON.stringify(tokenPlaces(env));
      const user = (env: Record<string, string>) => JSON.stringify(userPlaces(env));
      assert.match(token({JALIEN_TOKEN_CERT: '/c', JALIEN_TOKEN_KEY: '/k'}), /"\/c".*"\/k"/);
      assert.match(user({X509_USER_CERT: '/c', X509_USER_KEY: '/k'}), /"\/c".*"\/k"/);
      assert.deepEqual(archivePlaces({X509_USER_P12: '/p'}), [{kind: 'user', archive: '/p'}]);
      assert.match(user({ALIEN_CREDENTIALS_DIR: '/d'}), /"\/d\/usercert\.pem".*globus/);
      assert.match(user({HOME: '/h'}), /"\/h\/\.globus\/usercert\.pem"/);
      for (const name of ['TMPDIR', 'TEMP', 'TMP'])
        assert.match(token({[name]: '/t'}), /"\/t\/tokencert_\d+\.pem"/);
    },
  );

  shows(['X509_CERT_DIR', 'X509_CERT_FILE', 'ALIENPY_USE_LOCAL_CAS'], () => {
    assert.deepEqual(authorityPlaces({X509_CERT_DIR: '/d', X509_CERT_FILE: '/f'}), ['/d', '/f']);
    assert.deepEqual(authorityPlaces({X509_CERT_DIR: '/d', ALIENPY_USE_LOCAL_CAS: dir}), [dir]);
    assert.deepEqual(authorityPlaces({HOME: '/h', ALIENPY_USE_LOCAL_CAS: '1'}), ['/h/.globus/certificates']);
  });

  shows(['ALIENPY_JSON', 'ALIENPY_JSON_OUT', 'ALIENPY_JSON_OUT_GLOBAL'], async () => {
    const asked = await alien({}).ok('pwd', '--json');
    for (const name of ['ALIENPY_JSON', 'ALIENPY_JSON_OUT', 'ALIENPY_JSON_OUT_GLOBAL']) {
      assert.equal(await alien({[name]: '1'}).ok('pwd'), asked, name);
    }
    assert.equal(await alien({ALIENPY_JSON: '0'}).ok('pwd'), '/alice/cern.ch/user/d/demo/\n');
    const passed = JSON.parse(await alien({ALIENPY_JSON: 'true'}).ok('groups')) as {metadata: object};
    assert.equal((passed.metadata as {user: string}).user, 'demo');
    const {code, stdout, stderr} = await alien({ALIENPY_JSON: '1'}).run('ls', '/no/such');
    assert.deepEqual([code, stderr], [2, '']);
    assert.equal((JSON.parse(stdout) as {metadata: {exitcode: string}}).metadata.exitcode, '2');
  });

  shows(['ALIENPY_JSONRAW'], async () => {
    const raw = await alien({ALIENPY_JSONRAW: '1', ALIENPY_JSON: '1'}).ok('pwd');
    assert.match(raw, /^\{"metadata":\{.*"currentdir":"\\\/alice\\\/cern\.ch.*\}\n$/);
    assert.equal((await alien({ALIENPY_JSONRAW: '1'}).run('ls', '/no/such')).code, 2);
  });

  shows(['ALIENPY_DEBUG', 'ALIENPY_DEBUG_FILE', 'ALIENPY_DEBUG_APPEND', 'ALIENPY_TIMING'], async () => {
    const file = join(dir, 'log');
    const lines = (pattern: RegExp) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => pattern.test(line)).length;
    await alien({ALIENPY_DEBUG_FILE: file}).ok('pwd');
    assert.equal(existsSync(file), false);
    const env = {ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: file};
    await alien(env).ok('pwd');
    await alien(env).ok('pwd');
    assert.equal(lines(/ program +@alien-grid/), 1);
    assert.equal(lines(/ answer +pwd .*"exitcode":"0"/), 1);
    await alien({...env, ALIENPY_DEBUG_APPEND: '1'}).ok('pwd');
    assert.equal(lines(/ answer +pwd /), 2);
    await alien({ALIENPY_TIMING: '1', ALIENPY_DEBUG_FILE: file}).ok('pwd');
    assert.deepEqual([lines(/ answer +pwd in [\d.]+ ms/), lines(/exitcode/)], [1, 0]);
  });

  shows(['ALIENPY_TIMECONNECT'], async () => {
    const {stderr} = await alien({ALIENPY_TIMECONNECT: '1'}).run('pwd');
    assert.match(stderr, /^Connected to localhost:\d+ in \d+ ms\.\n$/);
  });

  shows(['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME'], async () => {
    assert.match(journalDirectory({XDG_STATE_HOME: '/state'}), /^\/state\/alien\/replacements\//);
    assert.equal(configPath({XDG_CONFIG_HOME: '/x'}), '/x/alien/config.json');
    await alien({XDG_CACHE_HOME: join(dir, 'cache')}).ok('version');
    assert.equal(existsSync(join(dir, 'cache/alien/compiled')), true);
  });

  const library = withStatus('honoured').filter((name) => name.startsWith('XRD_'));
  shows(library, async () => {
    const numbers = library.filter((name) => !name.startsWith('XRD_LOG'));
    const log = join(dir, 'xrd.log');
    writeFileSync(join(dir, 'x'), 'some content');
    const env = {
      ...Object.fromEntries(numbers.map((name) => [name, '3'])),
      XRD_LOGLEVEL: 'Info',
      XRD_LOGFILE: log,
    };
    await alien(env).ok('cp', 'file:x', 'alien:x');
    const written = readFileSync(log, 'utf8');
    for (const name of numbers) assert.match(written, new RegExp(`Importing from shell ${name}=3`));
  });

  it('is shown for every one that is read', () => {
    assert.deepEqual(
      withStatus('honoured', 'own').filter((name) => !shown.has(name)),
      [],
    );
  });
});
