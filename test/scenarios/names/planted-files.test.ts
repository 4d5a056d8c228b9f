import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, rmSync, symlinkSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {journalDirectory} from '../../../src/lib/copy/leftovers/journal-directory.ts';
import {configPath} from '../../../src/lib/settings/own-file.ts';
import {Program} from '../stage/program.ts';
import {useFolder, useGrid} from '../stage/scene.ts';

/** What stands in the place of a file: each of them would make a plain read wait or go on without end. */
const OBSTACLES: Record<string, (path: string) => void> = {
  'a pipe without a writer': (path) => execFileSync('mkfifo', [path]),
  'a link to a device without an end': (path) => symlinkSync('/dev/zero', path),
  'a link to a pipe': (path) => {
    execFileSync('mkfifo', [`${path}.target`]);
    symlinkSync(`${path}.target`, path);
  },
};

describe('in the place of a file that is read, something that does not end', () => {
  let grid: TestGrid;
  let home: string;
  let alien: Program;
  let env: Record<string, string>;

  useGrid({}, (started) => (grid = started));
  useFolder('test', (dir) => {
    home = dir;
    env = {...grid.env(), HOME: home, TMPDIR: home, XDG_CACHE_HOME: join(home, '.cache')};
    alien = new Program(env, home);
  });

  /** The list of what the authority of the sandbox has revoked, by the name that its certificate has. */
  const revocations = (): string => {
    const directory = env['X509_CERT_DIR'] ?? '';
    const [certificate = ''] = readdirSync(directory).filter((name) => name.endsWith('.0'));
    return join(directory, certificate.replace(/0$/, 'r0'));
  };
  const journal = (what: 'uploads' | 'replacements') => journalDirectory(env, what);

  /** The file, the command that reads it, and its exit code. */
  const PLACES: [what: string, path: () => string, words: string[], code: number][] = [
    ['the configuration', () => configPath(env), ['pwd'], 5],
    ['a theme of oclif', () => join(home, '.config/alien/theme.json'), ['pwd'], 0],
    ['plugins of oclif', () => join(home, '.local/share/alien/package.json'), ['pwd'], 0],
    ['the remembered authorities', () => join(home, '.cache/alien/authorities.json'), ['pwd'], 0],
    ['a revocation list', revocations, ['pwd'], 0],
    ['a token', () => env['JALIEN_TOKEN_CERT'] ?? '', ['token-info'], 5],
    ['a journal of replacements', () => join(journal('replacements'), 'x.json'), ['cp', 'none', 'file:x'], 2],
    ['an archive that is named', () => join(home, 'cert.p12'), ['cert', 'import', 'cert.p12'], 5],
    ['a list of pairs', () => join(home, 'list'), ['cp', '-input', 'list'], 5],
  ];
  for (const [what, path, words, code] of PLACES) {
    for (const [obstacle, put] of Object.entries(OBSTACLES)) {
      // A pipe that the person names is read: another program may be about to write to it.
      if (what === 'a list of pairs' && obstacle.includes('pipe')) continue;
      it(`${what}: ${obstacle}`, async () => {
        mkdirSync(dirname(path()), {recursive: true, mode: 0o700});
        rmSync(path(), {force: true});
        put(path());
        const {code: got, stderr, stdout} = await alien.run(...words).finally(() => rmSync(path()));
        assert.equal(got, code, stderr + stdout);
      });
    }
  }
});
