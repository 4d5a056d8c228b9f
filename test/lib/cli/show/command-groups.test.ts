import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {commandGroups} from '../../../../src/lib/cli/show/command-groups.ts';

const COMMANDS = join(import.meta.dirname, '../../../../src/commands');

describe('groups of commands', () => {
  it('have a heading each, one for every folder', () => {
    const folders = readdirSync(COMMANDS).map((folder) => folder.replace(/^_/, ''));
    const groups = commandGroups(folders.map((group) => ({id: group, group})));
    assert.deepEqual(
      groups.map(({commands}) => commands.length),
      folders.map(() => 1),
    );
    assert.equal(new Set(groups.map(({heading}) => heading)).size, folders.length);
  });

  it('keep commands in order, and those without a group with the program', () => {
    const commands = [
      {id: 'b', group: 'look'},
      {id: 'help'},
      {id: 'a', group: 'look'},
      {id: 'x', group: 'new'},
    ];
    assert.deepEqual(
      commandGroups(commands).map((group) => group.commands.map(({id}) => id)),
      [
        ['b', 'a'],
        ['help', 'x'],
      ],
    );
  });
});
