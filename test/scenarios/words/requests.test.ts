import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {IS_BEHIND_AGENT} from '../stage/behind-agent.ts';
import type {Program} from '../stage/program.ts';
import {type Scene, useScene} from '../stage/scene.ts';

const FILES = 60;

describe('the requests that a command needs', () => {
  let grid: TestGrid;
  let dir: string;
  let alien: Program;
  useScene({storage: true}, (scene: Scene) => {
    ({grid, dir, alien} = scene);
    writeFileSync(join(dir, 'one'), 'content');
    mkdirSync(join(dir, 'many'));
    for (let index = 0; index < FILES; index++)
      writeFileSync(join(dir, 'many', `file-${index}`), `content ${index}`);
  });

  /** @returns the names of the requests, without login and logout, and how often the program logged in */
  async function asked(...words: string[]): Promise<{commands: string[]; logins: number}> {
    const [before, logins] = [grid.requests.length, grid.logins];
    await alien.ok(...words);
    const commands = grid.requests.slice(before).map(({command}) => command);
    const entered = grid.logins - logins;
    // A worker may have logged in for a command before.
    return {commands, logins: IS_BEHIND_AGENT && entered === 0 ? 1 : entered};
  }

  it('for one file up: a look at the name before and after, a booking, a registration for each replica', async () => {
    const {commands, logins} = await asked('cp', 'file:one', 'alien:one');
    assert.deepEqual(commands, ['stat', 'access', 'commit', 'commit', 'stat']);
    assert.equal(logins, 1);
  });

  it('for one file down: a look, and the leave to read', async () => {
    const {commands, logins} = await asked('cp', 'alien:one', 'file:back');
    assert.deepEqual([commands, logins], [['stat', 'access'], 1]);
    assert.equal(readFileSync(join(dir, 'back'), 'utf8'), 'content');
  });

  it('for a file that is printed: the leave to read', async () => {
    assert.deepEqual((await asked('cat', 'one')).commands, ['access']);
    assert.deepEqual((await asked('cat', 'alien:~/one')).commands, ['access']);
  });

  it('for a mistyped command: its own, and once the list of those that there are', async () => {
    for (const expected of [['whoamj', 'commandlist'], ['whoamj']]) {
      const before = grid.requests.length;
      const {code, stderr} = await alien.run('whoamj');
      assert.equal(code, 127);
      assert.match(stderr, /Did you mean .*whoami/);
      assert.deepEqual(
        grid.requests.slice(before).map(({command}) => command),
        expected,
      );
    }
  });

  it('for many files up: three for each, and a few for all', async () => {
    const {commands} = await asked('cp', 'file:many/', 'alien:many');
    assert.equal(commands.filter((command) => ['access', 'commit'].includes(command)).length, 3 * FILES);
    assert.ok(commands.length <= 3 * FILES + 5, `${commands.length} requests`);
  });

  it('for many files down: one for each, and two for all', async () => {
    const {commands} = await asked('cp', 'alien:many/', 'file:many-back');
    assert.equal(commands.length, FILES + 2);
  });

  it('for a tree that is in place: no more than the list', async () => {
    for (const [from, to] of [
      ['file:many', 'alien:many'],
      ['alien:many', 'file:many-back'],
    ] as const) {
      const {commands} = await asked('sync', from, to);
      assert.ok(commands.length <= 3, commands.join());
      assert.ok(!commands.includes('whoami'));
    }
  });
});
