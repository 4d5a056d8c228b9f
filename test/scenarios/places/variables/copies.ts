import assert from 'node:assert/strict';
import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../../stage/program.ts';
import {useScene} from '../../stage/scene.ts';
import {shows, withStatus} from './documented.ts';

/** Those of copies, and of the XRootD library that makes them. */
export function copyVariables(): void {
  let grid: TestGrid;
  let dir: string;
  useScene({storage: true}, (scene) => ({grid, dir} = scene));

  const alien = (env: Record<string, string>) => new Program({...grid.env(), TMPDIR: dir, ...env}, dir);

  shows(['ALIEN_LIMIT_RATE'], async () => {
    writeFileSync(join(dir, 'limited'), Buffer.alloc(300 << 10, 'x'));
    const words = ['--json', '--chunksz', '65536', 'file:limited', 'alien:~/limited@disk:1'];
    const stdout = await alien({ALIEN_LIMIT_RATE: '300K'}).ok('cp', ...words);
    const seconds = Number(/"kind":"done".*"seconds":([\d.]+)/.exec(stdout)?.[1]);
    assert.ok(seconds > 0.6, stdout);
  });

  shows(['ALIEN_STALL_TIMEOUT'], async () => {
    await grid.storeFile({
      lfn: '/alice/cern.ch/user/d/demo/silent',
      owner: 'demo',
      content: 'x'.repeat(300_000),
    });
    for (const se of ['DISK1', 'DISK2']) await grid.faults.set(`se-hang ${se} 100000`);
    const {stdout} = await alien({ALIEN_STALL_TIMEOUT: '0.5'}).run(
      'cp',
      '--json',
      '-retry',
      '0',
      'alien:silent',
      'file:.',
    );
    await grid.faults.clear();
    assert.match(stdout, /no data for 500 ms/);
  });

  shows(['ALIENPY_KEEP_META'], async () => {
    writeFileSync(join(dir, 'kept <&> "x"'), 'some content');
    const program = alien({ALIENPY_KEEP_META: '1'});
    await program.ok('cp', 'file:kept <&> "x"', 'alien:kept <&> "x"');
    const metalinks = () => readdirSync(dir).filter((name) => name.endsWith('.meta4'));
    assert.deepEqual(metalinks(), []);
    await program.ok('cp', 'alien:kept <&> "x"', 'file:fetched');
    const [name = ''] = metalinks();
    assert.match(name, /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}\.meta4$/);
    assert.equal(statSync(join(dir, name)).mode & 0o777, 0o600);
    assert.equal(readFileSync(join(dir, name), 'utf8').match(/<url>/g)?.length, 2);
    assert.equal((await program.shell(`xrdcp -s ${name} by-xrdcp`)).code, 0);
    assert.equal(readFileSync(join(dir, 'by-xrdcp'), 'utf8'), 'some content');
    await alien({}).ok('cp', 'alien:kept <&> "x"', 'file:again');
    assert.deepEqual(metalinks(), [name]);
  });

  shows(['JALIENPY_XRDDEBUG'], async () => {
    writeFileSync(join(dir, 'traced'), 'some content');
    const {code, stderr} = await alien({JALIENPY_XRDDEBUG: '1'}).run('cp', 'file:traced', 'alien:traced');
    assert.equal(code, 0);
    assert.match(stderr, /^xrootd: upload .*traced to root:\/\/[^]*^xrootd: done, upload .*: 12 bytes in /m);
    assert.doesNotMatch(stderr, /authz=(?!<secret)/i);
    const fetched = await alien({JALIENPY_XRDDEBUG: '1'}).run('cp', 'alien:traced', 'file:back');
    assert.match(fetched.stderr, /^xrootd: download root:\/\/.* to /m);
  });

  const library = withStatus('honoured').filter((name) => name.startsWith('XRD_'));
  shows(library, async () => {
    const numbers = library.filter((name) => !name.startsWith('XRD_LOG'));
    const log = join(dir, 'xrd.log');
    writeFileSync(join(dir, 'x'), 'some content');
    const env = {
      ...Object.fromEntries(numbers.map((name) => [name, '3'])),
      XRD_LOGLEVEL: 'Info',
      XRD_LOGFILE: log,
    };
    await alien(env).ok('cp', 'file:x', 'alien:x');
    const written = readFileSync(log, 'utf8');
    for (const name of numbers) assert.match(written, new RegExp(`Importing from shell ${name}=3`));
  });
}
