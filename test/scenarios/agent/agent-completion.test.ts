import assert from 'node:assert/strict';
import {chmod, copyFile, rename, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type ShellName, wordsOf} from '../../../src/lib/completion/question.ts';
import {splitLine} from '../../../src/lib/completion/split-line.ts';
import {ended} from '../../support/ended.ts';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';
import {AgentScene} from './agent-scene.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');

/** What is typed when TAB is pressed: names of all kinds, and words that look like options of the program. */
const LINES: readonly (readonly [ShellName, string])[] = [
  ['bash', 'alien who'],
  ['bash', 'alien loo'],
  ['bash', 'alien look d/'],
  ['bash', 'alien unalias '],
  ['bash', 'alien ls --h'],
  ['bash', 'alien ls -'],
  ['bash', 'alien ls d/'],
  ['bash', 'alien_ls d/'],
  ['bash', 'alien -json ls -debug d/'],
  ['bash', 'alien ls "my'],
  ['bash', 'alien cp file:he'],
  ['bash', 'alien cp he'],
  ['bash', 'alien batch '],
  ['bash', 'alien kill '],
  ['bash', 'alien sandbox '],
  ['bash', 'alien ls nothing/'],
  ['bash', 'echo '],
  ['zsh', 'alien cp file:here alien:d/a@'],
  ['fish', 'alien config get agent'],
];

const asked = (shell: ShellName, text: string): string[] =>
  wordsOf({shell, text, replaced: splitLine(text).raw}, false);

/** A TAB gives up after a second. On a busy machine a person tries again. */
async function again(work: () => Promise<void>): Promise<void> {
  for (let left = 20; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

describe('a TAB behind an agent', () => {
  let at: AgentScene;
  /** without an agent, and without what the agent has been told */
  let apart: Program;
  useScene({users: ['demo', 'other']}, async (scene) => {
    at = await AgentScene.open(scene);
    apart = new Program({...at.env, ALIEN_AGENT: 'off', XDG_CACHE_HOME: join(at.dir, 'apart')}, at.dir);
    await at.cold.ok('batch', '-c', "mkdir d 'my dir'; touch d/a d/b complete");
    await writeFile(join(at.dir, 'here'), '');
    await writeFile(join(at.dir, '.alienpy_aliases'), 'look=ls -l\n');
  });
  beforeEach(() => at.start());
  after(() => at.stop());

  it('gets the same as without it, and the agent answers', async () => {
    for (const [shell, text] of LINES) {
      const words = asked(shell, text);
      await again(async () => {
        const there = await at.done(() => at.warm.run(...words));
        assert.deepEqual(there, await apart.run(...words), text);
        assert.deepEqual([there.code, there.stderr], [0, ''], text);
      });
    }
  });

  it('offers the aliases of the user', async () => {
    assert.equal(await at.done(() => at.warm.ok(...asked('bash', 'alien loo'))), 'words\nlook \n');
  });

  it('costs no login where commands have made one', async () => {
    await again(async () => {
      await at.done(() => at.warm.ok('pwd'));
      const {logins} = at.grid;
      const served = await at.count(async () => {
        assert.equal(await at.warm.ok(...asked('bash', 'alien ls ./d/')), 'words\n./d/a \n./d/b \n');
      });
      assert.equal(served, 1);
      // two workers: another one than that of the command may have answered first
      assert.ok(at.grid.logins - logins <= 1);
    });
  });

  it('leaves nothing that a command would be answered from', async () => {
    await at.done(() => at.warm.ok(...asked('bash', 'alien ls my\\ dir/')));
    await at.cold.ok('touch', 'my dir/new');
    assert.equal(await at.done(() => at.warm.ok('ls', 'my dir')), 'new\n');
  });

  it('under the name of another command is a word like others', async () => {
    const link = join(at.dir, 'alien_ls');
    await symlink(ALIEN, link);
    for (const env of [at.env, {...at.env, ALIEN_AGENT: 'off'}])
      assert.equal(await new Program(env, at.dir, link).ok('complete'), 'complete\n');
  });

  it('never gets the names of who one was before', async () => {
    const [cert, key] = [join(at.dir, 'cert.pem'), join(at.dir, 'key.pem')];
    const logIn = async (user: string): Promise<void> => {
      const {X509_USER_CERT = '', X509_USER_KEY = ''} = at.grid.env(user);
      for (const [from, to] of [
        [X509_USER_CERT, cert],
        [X509_USER_KEY, key],
      ] as const) {
        await copyFile(from, `${to}.new`);
        await chmod(`${to}.new`, 0o400);
        await rename(`${to}.new`, to);
      }
    };
    await at.stop();
    const mine = new Program({...at.env, JALIEN_TOKEN_CERT: cert, JALIEN_TOKEN_KEY: key}, at.dir);
    await logIn('other');
    await mine.ok('mkdir', 'of-other');
    await logIn('demo');
    await mine.ok('agent', 'start');
    const tab = () => mine.ok(...asked('bash', 'alien ls '));
    await again(async () => assert.equal(await tab(), 'words\ncomplete \nd/\nmy\\ dir/\n'));
    const {pid} = await at.status();
    await logIn('other');
    const seen: string[] = [];
    const tabOfOther = async (): Promise<void> => {
      seen.push(await tab());
      assert.equal(seen.at(-1), 'words\nof-other/\n');
    };
    await again(tabOfOther);
    await ended(pid);
    await mine.ok('agent', 'start');
    await again(tabOfOther);
    assert.doesNotMatch(seen.join(''), /complete|my/);
  });
});
