import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, watch, writeFileSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {SHELLS, type ShellName} from '../../../src/lib/completion/question.ts';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';
import {ShellPrompt} from './shell-prompt.ts';

const BIN = join(import.meta.dirname, '../../../bin');

/** Keys, and the words that the command gets; `"` at the end closes a quote that bash has closed by itself. */
const TABLE: readonly [string, string][] = [
  ['alien kil\t', '{kill}'],
  ['alien ls --lo\t', '{ls}{--long}'],
  ['alien ls resu\tone\t', '{ls}{results/one.root}'],
  ['alien ls alien:resu\t', '{ls}{alien:results/}'],
  ['alien ls my\t', '{ls}{my dir/}'],
  ['alien_ls my\t', '{ls}{my dir/}'],
  ['alien cat my\\ dir/\t', '{cat}{my dir/a b}'],
  ['alien cat "my dir/"\t', '{cat}{my dir/a b}'],
  ['alien cp file:lo\t alien:resu\tx', '{cp}{file:loc al.txt}{alien:results/x}'],
  ['alien cp lo\t alien:x', '{cp}{loc al.txt}{alien:x}'],
  ['alien batch lo\t', '{batch}{loc al.txt}'],
  ['alien ls zzz\t', '{ls}{zzz}'],
  ['alien ps --states RUNN\t', '{ps}{--states}{RUNNING}'],
];

/** Names on this machine, which an old bash has to be told. */
const OLD: readonly [string, string][] = [
  ['alien batch lo\t', '{batch}{loc al.txt}'],
  ['alien batch fol\tin\t', '{batch}{folder/inner}'],
  ['alien batch none\t', '{batch}{none}'],
  ['alien compat link fol\t', '{compat}{link}{folder/}'],
];

describe('the TAB key', () => {
  let grid: TestGrid;
  let dir: string;
  let env: Record<string, string>;
  useScene({}, async (scene: {grid: TestGrid; dir: string; alien: Program}) => {
    ({grid, dir} = scene);
    await scene.alien.ok('batch', '-c', "mkdir results 'my dir'; touch results/one.root 'my dir/a b'");
    writeFileSync(join(dir, 'loc al.txt'), '');
    mkdirSync(join(dir, 'folder'));
    writeFileSync(join(dir, 'folder/inner'), '');
    const PATH = [BIN, dirname(process.execPath), process.env['PATH']].join(delimiter);
    env = {
      ...grid.env(),
      PATH,
      HOME: dir,
      TMPDIR: dir,
      XDG_CACHE_HOME: join(dir, '.cache'),
      LC_ALL: 'C.UTF-8',
    };
  });

  const inShell = async <T>(shell: ShellName, use: (prompt: ShellPrompt) => Promise<T>): Promise<T> => {
    await using prompt = await ShellPrompt.open(shell, env, dir);
    return await use(prompt);
  };

  /** What is asked for takes a second at the most, so that no prompt hangs. On a busy machine a person tries again. */
  const expectWords = async (prompt: ShellPrompt, keys: string, words: string): Promise<void> => {
    let got = await prompt.type(keys);
    for (let again = 0; again < 20 && got !== words; again++) got = await prompt.type(keys);
    assert.equal(got, words, keys);
  };

  for (const shell of SHELLS) {
    it(`completes in ${shell}`, async () => {
      await inShell(shell, async (prompt) => {
        for (const [keys, words] of TABLE) await expectWords(prompt, keys, words);
        const closing = shell === 'bash' ? '' : '"';
        await expectWords(prompt, `alien ls "my\t${closing}`, '{ls}{my dir/}');
      });
    });
  }

  it('completes in a bash as old as that of macOS, which lacks what came later', async () => {
    const old = ['enable -n compopt mapfile readarray', 'set -u', 'set -o posix'];
    await using prompt = await ShellPrompt.open('bash', env, dir, old);
    for (const [keys, words] of [...TABLE.slice(0, 6), ...OLD]) await expectWords(prompt, keys, words);
  });

  it('asks for a directory once, and then not for some seconds', async () => {
    await inShell('bash', async (prompt) => {
      const before = grid.requests.length;
      await prompt.type('alien ls nothing/\t');
      await prompt.type('alien ls nothing/x\t');
      assert.equal(grid.requests.length, before + 1);
    });
  });

  it('has at the second TAB what takes too long for one', async () => {
    const kept = join(dir, '.cache/alien/completion');
    const listsKept = (): number => readdirSync(kept).filter((name) => name.endsWith('.json')).length;
    const wanted = listsKept() + 2; // this one, and that it is being fetched
    const {promise, resolve} = Promise.withResolvers<void>();
    const watcher = watch(kept, () => {
      if (listsKept() >= wanted) resolve();
    });
    const first = grid.requests.length;
    // The TAB gives up; the process that goes on in its place has its answer.
    grid.onRequest = () => (grid.requests.length === first + 1 ? 'hang' : 'answer');
    await inShell('bash', async (prompt) => {
      assert.equal(await prompt.type('alien ls results/../re\t'), '{ls}{results/../re}');
      await promise;
      assert.equal(await prompt.type('alien ls results/../re\t'), '{ls}{results/../results/}');
    });
    watcher.close();
    grid.onRequest = undefined;
    assert.equal(grid.requests.length, first + 2);
  });

  it('shows nothing where there is no service, and completes what is known here', async () => {
    env = {...env, ALIENPY_JCENTRAL: 'localhost', ALIENPY_JCENTRAL_PORT: '1'};
    await inShell('bash', async (prompt) => {
      assert.equal(await prompt.type('alien ls else\t'), '{ls}{else}');
      await expectWords(prompt, 'alien ls --lo\t', '{ls}{--long}');
    });
  });
});
