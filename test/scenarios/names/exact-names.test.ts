import assert from 'node:assert/strict';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

describe('a name with wildcards that exists', () => {
  let alien: Program;
  useScene({}, (scene) => ({alien} = scene), 'test');
  const names = async () => (await alien.ok('ls', '-a', 'd')).split('\n').filter(Boolean);

  beforeEach(() => alien.ok('touch', 'd/a*b', 'd/aXXb', 'd/c?', 'd/cX', 'd/other'));

  it('is meant alone by rm', async () => {
    await alien.ok('rm', 'd/a*b');
    assert.deepEqual(await names(), ['aXXb', 'c?', 'cX', 'other']);
    await alien.ok('rm', '-f', 'alien:d/c?', 'd/other');
    assert.deepEqual(await names(), ['aXXb', 'cX']);
    assert.equal((await alien.run('rm', 'd/c?', '--json')).code, 0); // a pattern again
    assert.deepEqual(await names(), ['aXXb']);
  });

  it('is removed with what is in it, and nothing else', async () => {
    await alien.ok('touch', 'd/t*/x', 'd/tree/x');
    assert.equal((await alien.run('rm', 'd/t*')).code, 21);
    await alien.ok('rm', '-r', 'd/t*');
    assert.deepEqual(await names(), ['a*b', 'aXXb', 'c?', 'cX', 'other', 'tree/']);
  });

  it('is not handed over to a command that would change its neighbours', async () => {
    for (const words of [
      ['chmod', '600'],
      ['chown', 'demo'],
      ['lfnexpiretime', '-a', '-d', '9'],
      ['mirror', '-S', 'disk:1'],
    ]) {
      const {code, stderr} = await alien.run(...words, 'd/a*b');
      assert.equal(code, 22, stderr);
      assert.match(stderr, /alien mv 'd\/a\*b' NAME/);
    }
    await alien.ok('rm', 'd/aXXb');
    await alien.ok('chmod', '600', 'd/a*b');
    assert.match(await alien.ok('stat', 'd/a*b'), /Permissions: 600/);
    await alien.ok('chmod', '640', 'd/*o*'); // a pattern
    assert.match(await alien.ok('stat', 'd/other'), /Permissions: 640/);
  });

  it('is moved to itself without harm', async () => {
    for (const words of [
      ['d/other', 'd/other'],
      ['-f', 'd/other', './d/../d/other'],
      ['-f', 'd/other', 'd'],
      ['alien:d/other', '~/d/other'],
    ])
      await alien.ok('mv', ...words);
    assert.deepEqual(await names(), ['a*b', 'aXXb', 'c?', 'cX', 'other']);
    const {code, stderr} = await alien.run('mv', '.', 'd/x');
    assert.equal(code, 22);
    assert.match(stderr, /cannot be moved into itself/);
  });

  it('is refused where the service would read another name in it', async () => {
    await alien.ok('touch', 'x', 'd/x');
    for (const words of [
      ['rm', 'd/..x'],
      ['rm', '-r', '...'],
      ['mkdir', 'd/..y'],
      ['mv', 'x', 'd/..y'],
      ['ls', '...'],
    ]) {
      const {code, stderr} = await alien.run(...words);
      assert.equal(code, 22, words.join(' '));
      assert.match(stderr, /begins with two dots/);
    }
    await alien.ok('ls', '..', 'd/..');
    assert.deepEqual((await alien.ok('ls')).split('\n').filter(Boolean), ['d/', 'x']);
  });
});
