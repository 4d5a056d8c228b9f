import assert from 'node:assert/strict';
import {X509Certificate} from 'node:crypto';
import {mkdirSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {
  SYSTEM_PLACES,
  authorityPlaces,
  issuedByOneOf,
  loadAuthorities,
  loadNamedAuthorities,
} from '../../../src/lib/trust/authorities.ts';
import {CERTIFICATE} from '../credentials/elliptic.ts';
import {Workbench} from '../credentials/workbench.ts';
import {issue} from './support/issue.ts';

const ONE = issue('One', {ca: true}).pem;
const OTHER = issue('Other', {ca: true}).pem;

describe('the authorities', () => {
  let bench: Workbench;
  let dir: string;
  beforeEach(() => {
    bench = new Workbench();
    dir = join(bench.home, 'ca');
    mkdirSync(dir);
  });
  afterEach(() => bench.remove());
  const at = (place: string) => loadAuthorities({...bench.env, X509_CERT_DIR: place});

  it('are those of all PEM files of a directory, each once, whatever else is there', () => {
    bench.write('ca/one.pem', ONE);
    bench.write('ca/again.pem', ONE);
    bench.write('ca/other.pem', `text before it\n${OTHER}`);
    bench.write('ca/empty.pem', '');
    bench.write('ca/key.pem', '-----BEGIN PRIVATE KEY-----');
    bench.write('ca/README', CERTIFICATE);
    bench.write('ca/01234567.0', CERTIFICATE);
    symlinkSync('gone', join(dir, 'dangling.pem'));
    const {certificates, names, origin} = at(dir);
    assert.equal(origin, dir);
    assert.deepEqual([...certificates].sort(), [ONE, `text before it\n${OTHER}`].sort());
    assert.equal(names?.length, 2);
    assert.ok(names.includes('other.pem'));
  });

  it('are those of the hash names where there is no PEM file with any', () => {
    bench.write('ca/broken.pem', 'nothing');
    bench.write('ca/01234567.0', ONE);
    bench.write('ca/89abcdef.12', OTHER);
    bench.write('ca/89abcdef.r0', CERTIFICATE);
    bench.write('ca/9abcdef.0', CERTIFICATE);
    bench.write('ca/89abcdef0.0', CERTIFICATE);
    bench.write('ca/89abcdef.0x', CERTIFICATE);
    assert.deepEqual([...(at(dir).names ?? [])].sort(), ['01234567.0', '89abcdef.12']);
  });

  it('may be in one file, which has no names', () => {
    const file = bench.write('bundle', ONE + OTHER);
    assert.deepEqual(at(file), {certificates: [ONE + OTHER], origin: file});
    assert.deepEqual(loadAuthorities({...bench.env, X509_CERT_FILE: file}).origin, file);
  });

  it('are looked for in one place after the other, and the places are named where there are none', () => {
    const file = bench.write('bundle', ONE);
    const env = {...bench.env, X509_CERT_DIR: dir, X509_CERT_FILE: file};
    assert.equal(loadAuthorities(env).origin, file);
    bench.write('ca/one.pem', ONE);
    assert.equal(loadAuthorities(env).origin, dir);
    const places = {X509_CERT_DIR: join(bench.home, 'no'), X509_CERT_FILE: join(bench.home, 'none')};
    assert.throws(
      () => loadAuthorities({...bench.env, ...places}),
      (error: Error & {exitCode: number; next: string[]}) => {
        assert.equal(error.exitCode, 126);
        assert.match(error.message, new RegExp(`${places.X509_CERT_DIR}, ${places.X509_CERT_FILE}`));
        assert.match(error.next.join(), /X509_CERT_DIR.*getCAcerts/);
        return true;
      },
    );
  });

  it('are in the places that variables name, else those of the machine and then the own ones', () => {
    const own = join(bench.globus, 'certificates');
    assert.deepEqual(authorityPlaces(bench.env), [...SYSTEM_PLACES, own]);
    assert.deepEqual(authorityPlaces({...bench.env, X509_CERT_DIR: '', X509_CERT_FILE: ''}).at(-1), own);
    assert.deepEqual(authorityPlaces({...bench.env, X509_CERT_DIR: '/a', X509_CERT_FILE: ''}), ['/a']);
    assert.deepEqual(authorityPlaces({...bench.env, X509_CERT_DIR: '/a', X509_CERT_FILE: '/b'}), [
      '/a',
      '/b',
    ]);
    const local = (place: string) =>
      authorityPlaces({...bench.env, X509_CERT_DIR: '/a', ALIENPY_USE_LOCAL_CAS: place});
    assert.deepEqual(local(dir), [dir]);
    assert.deepEqual(local('1'), [own], 'a switch, not a directory');
  });

  it('can be loaded by name, all of them or none', () => {
    bench.write('ca/one.pem', ONE);
    bench.write('ca/other.pem', OTHER);
    assert.deepEqual(loadNamedAuthorities(dir, ['other.pem']), {
      certificates: [OTHER],
      names: ['other.pem'],
      origin: dir,
    });
    assert.equal(loadNamedAuthorities(dir, ['one.pem', 'gone.pem']), undefined);
    assert.equal(loadNamedAuthorities(dir, []), undefined);
  });

  it('tell whether one of them issued a certificate, or that they cannot', () => {
    const root = issue('Root', {ca: true});
    const person = new X509Certificate(issue('person', {issuer: root}).pem);
    const issued = (...certificates: string[]) => issuedByOneOf({certificates, origin: 'test'}, person);
    assert.equal(issued(ONE, root.pem), true);
    assert.equal(issued(ONE, OTHER), false);
    assert.equal(issued('damaged', root.pem), undefined);
  });
});
