import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {rememberNames, rememberedNames} from '../../../src/lib/trust/remembered.ts';
import {Trust} from '../../../src/lib/trust/trust.ts';
import {Workbench, derOf} from '../credentials/workbench.ts';
import {issue} from './support/issue.ts';

const ROOT = issue('Root', {ca: true});
const SERVER = derOf(issue('server', {issuer: ROOT}).pem);
const CHAIN = [SERVER, derOf(ROOT.pem)];
const OTHERS = Array.from({length: 20}, (_, i) => issue(`Other ${i}`, {ca: true}).pem);

describe('whom a session trusts', () => {
  let bench: Workbench;
  let dir: string;
  let env: Record<string, string>;
  beforeEach(() => {
    bench = new Workbench();
    dir = join(bench.home, 'ca');
    mkdirSync(dir);
    env = {...bench.env, X509_CERT_DIR: dir, XDG_CACHE_HOME: join(bench.home, 'cache')};
  });
  afterEach(() => bench.remove());
  /** So many authorities, of which the one of the server is the last. */
  const fill = (count: number) => {
    for (const [i, pem] of OTHERS.slice(0, count - 1).entries()) bench.write(`ca/${i}.pem`, pem);
    bench.write('ca/root.pem', ROOT.pem);
  };

  it('are all authorities at first, then the one that verified the server', () => {
    fill(21);
    const first = new Trust(env);
    assert.deepEqual([first.current.isComplete, first.current.certificates.length], [true, 21]);
    first.verified(CHAIN);
    const {isComplete, names, certificates} = new Trust(env).current;
    assert.deepEqual(
      {isComplete, names, certificates},
      {isComplete: false, names: ['root.pem'], certificates: [ROOT.pem]},
    );
  });

  it('are all of them again where the one does not do', () => {
    fill(21);
    rememberNames(env, dir, ['1.pem']);
    const trust = new Trust(env);
    assert.deepEqual(trust.current.names, ['1.pem']);
    assert.equal(trust.all.certificates.length, 21);
    assert.equal(trust.current.isComplete, false);
    trust.widen();
    assert.deepEqual([trust.current.isComplete, trust.current.certificates.length], [true, 21]);
    trust.verified(CHAIN);
    assert.deepEqual(rememberedNames(env, dir), ['root.pem']);
  });

  it('are remembered only where there are many, all were looked at, and one of them is in the chain', () => {
    fill(19);
    new Trust(env).verified(CHAIN);
    assert.equal(rememberedNames(env, dir), undefined, 'few');
    fill(20);
    new Trust(env).verified(CHAIN.slice(0, 1));
    assert.equal(rememberedNames(env, dir), undefined, 'not in the chain');
    new Trust(env).verified([CHAIN[1] ?? assert.fail(), SERVER]);
    assert.equal(rememberedNames(env, dir), undefined, 'the certificate of the server is no authority');
    new Trust(env).verified(CHAIN);
    assert.deepEqual(rememberedNames(env, dir), ['root.pem']);
    const some = new Trust(env);
    some.verified([SERVER, derOf(OTHERS[0] ?? '')]);
    assert.deepEqual(rememberedNames(env, dir), ['root.pem']);
  });

  it('are not remembered from a file, beside which no revocation lists are', () => {
    const file = bench.write('bundle', ROOT.pem);
    const trust = new Trust({...env, X509_CERT_DIR: file});
    trust.verified(CHAIN);
    assert.equal(rememberedNames(env, file), undefined);
    assert.equal(trust.directory, undefined);
    fill(1);
    assert.equal(new Trust(env).directory, dir);
  });

  it('are those of the first place that is there', () => {
    fill(21);
    rememberNames(env, dir, ['root.pem']);
    const absent = join(bench.home, 'absent');
    assert.equal(new Trust({...env, X509_CERT_DIR: absent, X509_CERT_FILE: dir}).current.isComplete, false);
  });

  it('is nobody where there are no authorities', () => {
    assert.throws(() => new Trust(env), {exitCode: 126});
  });
});
