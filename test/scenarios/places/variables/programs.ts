import assert from 'node:assert/strict';
import {chmodSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {ccdbService} from '../../../lib/web/ccdb-service.ts';
import {WebServer} from '../../../lib/storage/http/web-server.ts';
import {placesOf} from '../../../../src/lib/cli/completion/install.ts';
import {Program} from '../../stage/program.ts';
import {openRegistry} from '../../stage/registry.ts';
import {useScene} from '../../stage/scene.ts';
import {shows} from './documented.ts';

const ALIEN = join(import.meta.dirname, '../../../../bin/alien');

/** Those that name programs of this machine, and web services. */
export function programVariables(): void {
  let grid: TestGrid;
  let dir: string;
  useScene({storage: true}, (scene) => ({grid, dir} = scene));

  const env = (more: Record<string, string>) => ({...grid.env(), TMPDIR: dir, ...more});
  const script = (name: string, text: string): string => {
    const path = join(dir, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  shows(['EDITOR', 'VISUAL'], async () => {
    const EDITOR = script('editor', 'echo by EDITOR > "$1"');
    const VISUAL = script('visual', 'echo by VISUAL > "$1"');
    const alien = new Program(env({EDITOR}), dir);
    await alien.ok('edit', 'edited');
    assert.equal(await alien.ok('cat', 'edited'), 'by EDITOR\n');
    await new Program(env({EDITOR, VISUAL}), dir).ok('edit', 'edited');
    assert.equal(await alien.ok('cat', 'edited'), 'by VISUAL\n');
  });

  shows(['ALIEN_UPDATE_URL'], async () => {
    await using registry = await openRegistry('9.9.9');
    const alien = new Program(env({ALIEN_UPDATE_URL: registry.url}), dir);
    assert.match(await alien.ok('version', '--check'), /9\.9\.9/);
  });

  shows(['COLUMNS'], async () => {
    const widest = async (COLUMNS: string) => {
      const help = await new Program(env({COLUMNS}), dir).ok('cp', '--help');
      return Math.max(...help.split('\n').map((line) => line.length));
    };
    const [narrow, wide] = [await widest('40'), await widest('100')];
    assert.ok(narrow < 80 && wide > 80, `${narrow}, ${wide}`); // one long word may be wider than 40
  });

  shows(['SHELL'], async () => {
    const said = async (SHELL: string) =>
      (await new Program(env({SHELL}), dir).run('autocomplete')).stderr.includes('There is none for tcsh');
    assert.deepEqual([await said('/bin/tcsh'), await said('/bin/zsh')], [true, false]);
  });

  shows(['ZDOTDIR'], async () => {
    assert.equal(placesOf('zsh', {HOME: '/home/me', ZDOTDIR: '/z'}).startFile, '/z/.zshrc');
  });

  shows(['PAGER'], async () => {
    const variables = {PATH: process.env['PATH'] ?? '', HOME: dir, ...env({PAGER: 'echo shown:'})};
    const pty = spawn(ALIEN, ['less', 'edited'], {cwd: dir, env: variables, cols: 300});
    let screen = '';
    pty.onData((data) => (screen += data));
    await new Promise((resolve) => pty.onExit(resolve));
    assert.match(screen, /^shown: \/\S+\/edited/);
  });

  shows(['ALIEN_CCDB_HOST', 'ALIEN_QUERYML_HOST'], async () => {
    const server = await WebServer.start(ccdbService);
    try {
      const hosts = {ALIEN_CCDB_HOST: server.host, ALIEN_QUERYML_HOST: server.url};
      const alien = new Program(env(hosts), dir);
      assert.match(await alien.ok('ccdb', 'det'), /a\.root/);
      assert.equal((await alien.run('queryML', 'x')).code, 5);
      assert.deepEqual(
        server.requests.map(({url}) => url),
        ['/latest/det', '/rest/x?Accept=application%2Fjson'],
      );
    } finally {
      await server.stop();
    }
  });
}
