import assert from 'node:assert/strict';
import {readRoutes} from '../../../../src/lib/copy/operands/routes.ts';

/** `here...` exist on this machine. */
const onThisMachine = (path: string) => Promise.resolve(path.startsWith('here'));

describe('the routes of a copy', () => {
  const read = async (sources: string[], destination: string, keepPaths = false) => {
    const {routes, note} = await readRoutes({sources, destination, keepPaths}, onThisMachine);
    return {
      note,
      routes: routes.map((route) => [
        route.direction,
        route.source.name,
        route.destination.name,
        ...(route.exact === undefined ? [] : [route.exact]),
      ]),
    };
  };

  it('are one for each source, with how they were read', async () => {
    assert.deepEqual(await read(['alien:a', 'alien:b'], 'file:d'), {
      note: undefined,
      routes: [
        ['download', 'a', 'd'],
        ['download', 'b', 'd'],
      ],
    });
    assert.equal((await read(['here'], 'd')).note, 'Read as: file:here -> alien:d');
  });

  it('end in exact names below the common directory, where paths are kept', async () => {
    assert.deepEqual((await read(['/alice/r/1/a', '/alice/r/2/a'], 'file:d/', true)).routes, [
      ['download', '/alice/r/1/a', 'd/1/a', true],
      ['download', '/alice/r/2/a', 'd/2/a', true],
    ]);
  });

  it('go both ways in a list, and what is uncertain is told once', async () => {
    const pair = (source: string, destination: string, line: number) => ({source, destination, line});
    const list = (...pairs: ReturnType<typeof pair>[]) => readRoutes({pairs}, onThisMachine);
    const {routes, ...certain} = await list(pair('alien:a', 'file:b', 1), pair('file:c', 'alien:d', 2));
    assert.deepEqual(
      routes.map(({direction}) => direction),
      ['download', 'upload'],
    );
    assert.deepEqual(certain, {});
    const note = async (count: number) =>
      (await list(...Array.from({length: count}, (_, index) => pair(`here${index}`, 'd', index)))).note;
    assert.equal(await note(1), 'Read as: file:here0 -> alien:d');
    assert.equal(await note(3), 'Read as: file:here0 -> alien:d, and 2 more names without a prefix');
  });

  it('are some, and none that make no sense', async () => {
    await assert.rejects(readRoutes({pairs: []}, onThisMachine), {
      exitCode: 22,
      message: /The list is empty/,
    });
    const both = {source: 'file:a', destination: 'file:b'};
    await assert.rejects(readRoutes({pairs: [{...both, line: 7}]}, onThisMachine), {
      message: /Line 7: Both sides/,
    });
  });
});
