import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {rememberNames, rememberedNames} from '../../../src/lib/trust/remembered.ts';
import {Workbench} from '../credentials/workbench.ts';

describe('the authorities that are remembered', () => {
  let bench: Workbench;
  let env: Record<string, string>;
  let file: string;
  beforeEach(() => {
    bench = new Workbench();
    env = {...bench.env, XDG_CACHE_HOME: join(bench.home, 'cache')};
    file = join(bench.home, 'cache', 'alien', 'authorities.json');
  });
  afterEach(() => bench.remove());

  it('are those of the directory that is asked for, and the latest', () => {
    assert.equal(rememberedNames(env, '/a'), undefined);
    rememberNames(env, '/a', ['ca.pem']);
    rememberNames(env, '/b', ['x.pem', 'y.0']);
    rememberNames(env, '/a', ['new.pem']);
    assert.deepEqual(rememberedNames(env, '/a'), ['new.pem']);
    assert.deepEqual(rememberedNames(env, '/b'), ['x.pem', 'y.0']);
    assert.equal(rememberedNames(env, '/c'), undefined);
  });

  it('are in a file of the user alone, with nothing beside it', () => {
    rememberNames(env, '/a', ['ca.pem']);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(file)).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(dirname(file)), ['authorities.json']);
  });

  it('are of twenty directories: the one used longest ago is forgotten', () => {
    for (let i = 0; i < 20; i++) rememberNames(env, `/${i}`, ['ca.pem']);
    rememberNames(env, '/0', ['ca.pem']);
    rememberNames(env, '/20', ['ca.pem']);
    assert.equal(rememberedNames(env, '/1'), undefined);
    for (const kept of ['/0', '/2', '/20']) assert.deepEqual(rememberedNames(env, kept), ['ca.pem'], kept);
  });

  it('are kept where they were used again meanwhile', () => {
    for (const used of ['/0', '/1', '/0']) rememberNames(env, used, ['ca.pem']);
    for (let i = 2; i <= 20; i++) rememberNames(env, `/${i}`, ['ca.pem']);
    assert.equal(rememberedNames(env, '/1'), undefined);
    assert.deepEqual(rememberedNames(env, '/0'), ['ca.pem']);
  });

  it('are never read as anything but names of files in their directory', () => {
    mkdirSync(dirname(file), {recursive: true});
    const kept = (content: string) => {
      writeFileSync(file, content);
      return rememberedNames(env, '/a');
    };
    for (const names of [['../ca.pem'], ['ok.pem', '/etc/ca.pem'], ['x/y'], 'ca.pem', [7], {}, null]) {
      assert.equal(kept(JSON.stringify({'/a': names})), undefined, JSON.stringify(names));
    }
    for (const content of ['', 'null', '7', '[]', '{"/a":']) assert.equal(kept(content), undefined, content);
    assert.deepEqual(kept(JSON.stringify({'/a': ['ca.pem'], '/b': 7})), ['ca.pem'], 'the others do no harm');
  });

  it('are not read through a link', () => {
    rememberNames(env, '/a', ['ca.pem']);
    const moved = bench.write('moved.json', readFileSync(file));
    const other = {...env, XDG_CACHE_HOME: join(bench.home, 'other')};
    mkdirSync(join(bench.home, 'other', 'alien'), {recursive: true});
    symlinkSync(moved, join(bench.home, 'other', 'alien', 'authorities.json'));
    assert.equal(rememberedNames(other, '/a'), undefined);
  });

  it('hinder nothing where they cannot be written', () => {
    bench.write('cache', 'a file');
    rememberNames(env, '/a', ['ca.pem']);
    assert.equal(rememberedNames(env, '/a'), undefined);
  });
});
