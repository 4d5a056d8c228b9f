import assert from 'node:assert/strict';
import {complete} from '../../../src/lib/completion/complete.ts';
import type {CommandModel, FlagModel, Slot} from '../../../src/lib/completion/model.ts';
import type {Sources} from '../../../src/lib/completion/sources.ts';
import {splitLine} from '../../../src/lib/completion/split-line.ts';

const flag = (name: string, letter?: string, value?: Slot, repeats = false): FlagModel => ({
  names: [name],
  letters: letter === undefined ? [] : [letter],
  summary: '',
  value,
  repeats,
});

const command = (
  name: string,
  operands: readonly Slot[],
  flags: FlagModel[] = [],
  repeats = false,
): CommandModel => ({
  name,
  summary: `does ${name}`,
  flags,
  operands,
  repeats,
});

const COMMANDS = [
  command('ls', ['lfn'], [flag('long', 'l'), flag('all', 'a')], true),
  command('cd', ['lfn-directory']),
  command('cp', ['copy', 'copy'], [flag('glob', undefined, 'nothing'), flag('jobs', 'T', 'nothing')], true),
  command('kill', ['job'], [], true),
  command(
    'ps',
    ['job'],
    [flag('states', 'f', 'state'), flag('users', 'u', 'user', true), flag('type', 't', ['f', 'd'])],
  ),
  command('mirror', ['lfn', 'element']),
  command('config get', ['setting']),
  command('config set', ['setting', 'nothing']),
  command('batch', ['local']),
  command('time', ['command'], [], true),
  command('pwd', []),
  command('unalias', ['alias'], [], true),
];

const ON_GRID: Readonly<Record<string, readonly string[]>> = {
  '': ['results/', 'raw.root', '.trash/', 'a b', 'x\u0007y'],
  'results/': ['one.root', 'two/', 'mail@home'],
  '~/': ['in-home'],
  '%ALIEN/': ['in-home'],
  '/alice/': ['data/', 'cern.ch/'],
};

/** What was asked of the service. */
let asked: string[];

const SOURCES: Sources = {
  gridDirectory: async (name) => {
    asked.push(name);
    return ON_GRID[name] ?? [];
  },
  localDirectory: (name) => (name === '' ? ['local.txt', 'folder/'] : name === 'folder/' ? ['inner'] : []),
  elements: async () => [{name: 'ALICE::CERN::EOS', summary: 'disk'}, {name: 'ALICE::GSI::SE'}],
  computingElements: async () => [{name: 'ALICE::CERN::SIM'}],
  jobs: async () => [{name: '1234', summary: 'RUNNING'}, {name: '1299'}],
  users: async () => [{name: 'demo'}, {name: 'dora'}],
  aliases: () => ALIASES,
  serverCommands: async () => [{name: 'uptime'}, {name: 'ls'}],
};

/** Of the user: for a command with its first words, for another one, for several, for itself, in a loop. */
const ALIASES = new Map(
  Object.entries({
    ll: "ls -l '--all'",
    mine: 'll results/',
    keep: 'cp alien:$1 file:x; rm $1',
    ps: 'ps --states RUNNING',
    one: 'other',
    other: 'one',
  }),
);

/** Line up to the cursor, what fits: a blank behind a word that is complete, the order behind a `>`. */
const TABLE: readonly [string, string][] = [
  ['l', 'll |ls '],
  ['c', 'cd |cp |config '],
  ['p', 'ps |pwd '],
  ['ll -', ''],
  ['ll r', 'results/|raw.root '],
  ['mine --', ''],
  ['keep r', 'results/|raw.root '],
  ['keep --', ''],
  ['one r', 'results/|raw.root '],
  ['ps --u', '--users '],
  ['echo x; l', 'll |ls '],
  ['time l', 'ls '],
  ['unalias m', 'mine '],
  ['cd res; mi', 'mine |mirror '],
  ['upt', 'uptime '],
  ['config ', 'get |set '],
  ['config g', 'get '],
  ['config get server.p', 'server.port '],
  ['ls -', '--long |-l |--all |-a '],
  ['ls --', '--long |--all '],
  ['ls -l -', '--all |-a '],
  ['ls --l', '--long '],
  ['ls -lo', '-long '],
  ['ls -- -', ''],
  ['ls ', 'results/|raw.root |a b '],
  ['ls .', '.trash/'],
  ['ls r', 'results/|raw.root '],
  ['ls -l results/', 'results/one.root |results/two/|results/mail@home '],
  ['ls results/mail@h', 'results/mail@home '],
  ['ls alien:r', 'alien:results/|alien:raw.root '],
  ['ls alien:///alice/d', 'alien:///alice/data/'],
  ['ls ~', '~/'],
  ['ls ~/', '~/in-home '],
  ['ls %ALIEN/i', '%ALIEN/in-home '],
  ["ls 'a", 'a b '],
  ['cd ', 'results/'],
  ['cd results/ ', ''],
  ['cp ', 'alien:|file:|local.txt |folder/'],
  ['cp a', 'alien:|a b '],
  ['cp file:', 'file:local.txt |file:folder/'],
  ['cp file:folder/i', 'file:folder/inner '],
  ['cp file:local.txt ', 'alien:|results/|raw.root |a b '],
  ['cp file:local.txt alien:r', 'alien:results/|alien:raw.root '],
  ['cp alien:raw.root ', 'alien:|file:|local.txt |folder/'],
  ['cp /alice/data/x f', 'file:|folder/'],
  ['cp /alice/', '/alice/data/|/alice/cern.ch/'],
  [
    'cp file:local.txt alien:raw.root@',
    'alien:raw.root@disk:1|alien:raw.root@disk:2|alien:raw.root@disk:3|alien:raw.root@disk:4|alien:raw.root@ALICE::CERN::EOS|alien:raw.root@ALICE::GSI::SE',
  ],
  ['cp file:local.txt alien:x@disk:2,!ALICE::G', 'alien:x@disk:2,!ALICE::GSI::SE'],
  ['cp --glob ', ''],
  ['cp -glob x file:lo', 'file:local.txt '],
  ['cp -T 8 file:lo', 'file:local.txt '],
  ['cp --glob=x file:lo', 'file:local.txt '],
  ['mirror raw.root ', 'ALICE::CERN::EOS |ALICE::GSI::SE '],
  ['kill 12', '1234 |1299 '],
  ['kill 1234 129', '1299 '],
  ['ps -f RUN', 'RUNNING '],
  ['ps --states DONE,ERROR_E', 'DONE,ERROR_E |DONE,ERROR_EW '],
  ['ps --states=KI', '--states=KILLED '],
  ['ps -u demo -u do', 'dora '],
  ['ps -t ', 'f |d '],
  ['batch x', '>files'],
  ['ls | head x', '>files'],
  ['ls > x', '>files'],
  ['!ls x', '>files'],
  ['time c', 'cd |cp |config '],
  ['time ls -l r', 'results/|raw.root '],
  ['pwd ', ''],
  ['unknown r', 'results/|raw.root '],
  ['ls # r', ''],
];

describe('completion', () => {
  beforeEach(() => (asked = []));

  for (const [text, expected] of TABLE) {
    it(`of "${text}"`, async () => {
      const {candidates, order} = await complete(splitLine(text), COMMANDS, SOURCES);
      const words = candidates.map(({word, isOpen}) => word + (isOpen ? '' : ' '));
      assert.equal(order === undefined ? words.join('|') : `>${order}`, expected);
      for (const {word} of candidates) assert.ok(word.startsWith(splitLine(text).current), word);
      assert.ok(asked.length <= 1, `asked for ${asked.join(', ')}`);
    });
  }
});
