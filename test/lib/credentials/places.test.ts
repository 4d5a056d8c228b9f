import assert from 'node:assert/strict';
import {join} from 'node:path';
import {
  archivePlaces,
  isTokenNamed,
  tokenPlace,
  tokenPlaces,
  userPlace,
  userPlaces,
} from '../../../src/lib/credentials/places.ts';
import {CERTIFICATE} from './elliptic.ts';
import {Workbench} from './workbench.ts';

const uid = process.getuid?.() ?? 0;
const token = (dir: string) => ({
  kind: 'token',
  certificate: {path: join(dir, `tokencert_${uid}.pem`)},
  key: {path: join(dir, `tokenkey_${uid}.pem`)},
});
const user = (dir: string) => ({
  kind: 'user',
  certificate: {path: join(dir, 'usercert.pem')},
  key: {path: join(dir, 'userkey.pem')},
});

describe('the places of credentials', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());

  it('of a token are in the directory for temporary files, by whichever variable that is named', () => {
    assert.deepEqual(tokenPlaces({TMPDIR: '/a', TEMP: '/b', TMP: '/c'}), [token('/a')]);
    assert.deepEqual(tokenPlaces({TMPDIR: '', TEMP: '/b', TMP: '/c'}), [token('/b')]);
    assert.deepEqual(tokenPlaces({TMP: '/c'}), [token('/c')]);
  });

  it('begin with ALIEN_CREDENTIALS_DIR', () => {
    const env = {...bench.env, ALIEN_CREDENTIALS_DIR: '/shared'};
    assert.deepEqual(tokenPlaces(env), [token('/shared'), token(bench.home)]);
    assert.deepEqual(userPlaces(env), [user('/shared'), user(bench.globus)]);
    assert.deepEqual(userPlaces({...env, ALIEN_CREDENTIALS_DIR: ''}), [user(bench.globus)]);
  });

  it('are only those that variables name, the other half where it usually is', () => {
    const shared = {...bench.env, ALIEN_CREDENTIALS_DIR: '/shared'};
    for (const [name, half] of [
      ['CERT', 'certificate'],
      ['KEY', 'key'],
    ] as const) {
      const tokens = tokenPlaces({...shared, [`JALIEN_TOKEN_${name}`]: '/t'});
      assert.deepEqual(tokens, [{...token(bench.home), [half]: {path: '/t'}}]);
      const users = userPlaces({...shared, [`X509_USER_${name}`]: '/u'});
      assert.deepEqual(users, [{...user(bench.globus), [half]: {path: '/u'}}]);
      assert.equal(isTokenNamed({[`JALIEN_TOKEN_${name}`]: '/t'}), true);
    }
    assert.equal(isTokenNamed({JALIEN_TOKEN_CERT: ''}), false);
    const [text] = tokenPlaces({...bench.env, JALIEN_TOKEN_CERT: CERTIFICATE, JALIEN_TOKEN_KEY: CERTIFICATE});
    assert.deepEqual(text?.certificate, {text: CERTIFICATE, variable: 'JALIEN_TOKEN_CERT'});
    assert.deepEqual(text.key, {text: CERTIFICATE, variable: 'JALIEN_TOKEN_KEY'});
  });

  it('that count are the first that are there, else those where one would be put', () => {
    const shared = join(bench.home, 'shared');
    const env = {...bench.env, ALIEN_CREDENTIALS_DIR: shared};
    assert.deepEqual([tokenPlace(env), userPlace(env)], [token(shared), user(shared)]);
    bench.write(`tokencert_${uid}.pem`, '');
    bench.write('.globus/usercert.pem', '');
    assert.deepEqual([tokenPlace(env), userPlace(env)], [token(bench.home), user(bench.globus)]);
    assert.ok('text' in tokenPlace({...env, JALIEN_TOKEN_CERT: CERTIFICATE}).certificate);
  });

  it('of archives are X509_USER_P12 or what is in .globus, unless PEM files are named', () => {
    assert.deepEqual(archivePlaces(bench.env), []);
    assert.deepEqual(archivePlaces({HOME: join(bench.home, 'nowhere')}), []);
    for (const name of ['b.p12', 'a.PFX', 'c.pem', 'p12', 'd.p12.old']) bench.write(`.globus/${name}`, '');
    const found = ['a.PFX', 'b.p12'].map((name) => ({kind: 'user', archive: join(bench.globus, name)}));
    assert.deepEqual(archivePlaces(bench.env), found);
    const named = {...bench.env, X509_USER_P12: '/x.p12', X509_USER_CERT: '/cert'};
    assert.deepEqual(archivePlaces(named), [{kind: 'user', archive: '/x.p12'}]);
    for (const name of ['X509_USER_CERT', 'X509_USER_KEY']) {
      assert.deepEqual(archivePlaces({...bench.env, [name]: '/pem'}), []);
    }
  });
});
