import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Declared} from '../../../../src/lib/cli/completion/command-models.ts';
import {Completer} from '../../../../src/lib/cli/completion/completer.ts';
import {scriptOf} from '../../../../src/lib/cli/completion/install.ts';
import {shellAnswer} from '../../../../src/lib/cli/completion/shell-answer.ts';
import {OLD_NAMES} from '../../../../src/lib/cli/lines/called-as.ts';
import {SHELLS, type ShellName} from '../../../../src/lib/completion/question.ts';
import {splitLine} from '../../../../src/lib/completion/split-line.ts';
import type {Requester} from '../../../../src/lib/session/requests/requester.ts';
import {success} from '../../../commands/workbench.ts';

const ROOT = join(import.meta.dirname, '../../../..');

const declared = (id: string, args: readonly string[], more: Partial<Declared> = {}): Declared => ({
  id,
  args: Object.fromEntries(args.map((name) => [name, {name, description: ''}])),
  flags: {long: {type: 'boolean', name: 'long', char: 'l', description: 'Much. And more.', allowNo: false}},
  description: `Do ${id}. It is useful.`,
  strict: false,
  hidden: false,
  ...more,
});

const COMMANDS = [
  declared('ls', ['name']),
  declared('cp', ['source', 'destination']),
  declared('batch', ['file'], {completes: {file: 'local'}}),
  declared('secret', [], {hidden: true}),
];

describe('the answer to a shell', () => {
  let dir: string;
  let grid: Requester;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'alien-test-'));
    writeFileSync(join(dir, 'local file'), '');
    mkdirSync(join(dir, 'folder'));
  });
  after(() => rmSync(dir, {recursive: true}));
  beforeEach(() => {
    grid = {request: async () => success({name: 'my dir/'}, {name: 'run.root'}, {name: 'a$b'})};
  });

  const answer = async (
    shell: ShellName,
    text: string,
    replaced = splitLine(text).raw,
  ): Promise<string[]> => {
    const around = {
      env: {},
      cwd: dir,
      grid,
      series: {directory: undefined},
      interrupt: new AbortController(),
    };
    const completer = new Completer({commands: COMMANDS}, around);
    const lines = (await shellAnswer({shell, text, replaced}, completer)).text.split('\n');
    assert.equal(lines.pop(), '');
    return lines;
  };

  const TABLE: readonly [ShellName, string, string | undefined, readonly string[]][] = [
    ['bash', 'alien l', undefined, ['words', 'ls ']],
    ['bash', '/opt/bin/alien l', undefined, ['words', 'ls ']],
    ['bash', 'X=1 alien l', undefined, ['words', 'ls ']],
    ['bash', 'alien secr', undefined, ['words']],
    ['bash', 'alien ls m', undefined, ['words', 'my\\ dir/']],
    ['bash', 'alien ls "m', 'm', ['words', 'my dir/']],
    ['bash', 'alien ls "r', 'r', ['words', 'run.root']],
    ['bash', 'alien ls alien:m', 'm', ['words', 'my\\ dir/']],
    ['bash', 'alien ls alien:m', 'alien:m', ['words', 'alien:my\\ dir/']],
    ['bash', 'alien ls a', undefined, ['words', 'a\\$b ']],
    ['bash', 'alien ls "a', 'a', ['words', 'a\\$b']],
    ['bash', 'alien batch ', undefined, ['files']],
    ['bash', 'alien_ls r', undefined, ['words', 'run.root ']],
    ['bash', 'alien.py ls r', undefined, ['words', 'run.root ']],
    ['bash', 'alien.py -json ls r', undefined, ['words', 'run.root ']],
    ['bash', 'alien-ls r', undefined, ['words', 'run.root ']],
    ['bash', 'alien_cp file:l', 'l', ['words', 'local\\ file ']],
    ['bash', 'alien', undefined, ['words']],
    ['bash', '', undefined, ['words']],
    ['zsh', 'alien ls m', undefined, ['words', '>my\\ dir/\tmy dir/']],
    ['zsh', 'alien ls "r', 'r', ['words', '.run.root"\trun.root']],
    ['zsh', 'alien ls x/r', undefined, ['words', '.x/run.root\trun.root']],
    ['zsh', 'alien l', undefined, ['words', '.ls\tls  -- Do ls.']],
    ['zsh', 'alien ls --', undefined, ['words', '.--long\t--long  -- Much.']],
    ['fish', 'alien ls m', undefined, ['words', 'my dir/\t']],
    ['fish', 'alien l', undefined, ['words', 'ls\tDo ls.']],
  ];
  for (const [shell, text, replaced, expected] of TABLE) {
    it(`${shell}: ${text}`, async () => assert.deepEqual(await answer(shell, text, replaced), expected));
  }

  it('is nothing where the service fails, and what is known here all the same', async () => {
    grid = {
      request: async () => {
        throw new Error('down');
      },
    };
    assert.deepEqual(await answer('bash', 'alien ls r'), ['words']);
    assert.deepEqual(await answer('bash', 'alien ls --l'), ['words', '--long ']);
  });

  it('is the same for a service that never answers, when the run is stopped', async () => {
    grid = {request: () => new Promise(() => undefined)};
    const interrupt = new AbortController();
    const around = {env: {}, cwd: dir, grid, series: {directory: undefined}, interrupt};
    const asked = new Completer({commands: COMMANDS}, around).complete('ls r');
    interrupt.abort();
    assert.deepEqual((await asked).list, []);
  });

  it('is lines that begin with what was typed, whatever that is', async () => {
    const typed = fc.string({unit: 'binary', maxLength: 12}).map((text) => text.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(typed, fc.constantFrom(...SHELLS), async (text, shell) => {
        const [order = '', ...lines] = await answer(shell, `alien ${text}`);
        assert.match(order, /^(?:words|files|directories)$/);
        for (const line of lines) assert.notEqual(line, '');
      }),
    );
  });

  it('is asked for by a script that zsh finds by itself, for all our names', () => {
    const [first = ''] = scriptOf('zsh', ROOT).split('\n');
    assert.equal(first, ['#compdef alien', ...OLD_NAMES].join(' '));
  });

  it('is asked for by scripts that know all our names', () => {
    for (const shell of SHELLS) {
      const words = scriptOf(shell, ROOT).split(/[\s\\]+/);
      for (const name of ['alien', ...OLD_NAMES]) assert.ok(words.includes(name), `${name} in ${shell}`);
    }
  });
});
