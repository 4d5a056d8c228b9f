import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {LOCAL_BUILD, PLATFORM_PACKAGE} from '../src/addon-files.ts';
import {makeScratch, removeScratch} from './server.ts';

describe('the addons of this machine', () => {
  let scratch: string;
  let packaged: string;
  let built: string;

  beforeEach(() => {
    scratch = makeScratch();
    cpSync(join(import.meta.dirname, '..', 'src'), join(scratch, 'src'), {recursive: true});
    packaged = join(scratch, 'node_modules', PLATFORM_PACKAGE, 'xrootd_native.node');
    built = join(scratch, 'build', 'Release', 'xrootd_native.node');
  });

  afterEach(() => removeScratch(scratch));

  function put(file: string, content?: string | Buffer): void {
    mkdirSync(dirname(file), {recursive: true});
    if (content === undefined) cpSync(LOCAL_BUILD, file);
    else writeFileSync(file, content);
  }

  /** @returns the files of addons that a process has loaded, and why there is none */
  function load(): {loaded: string[]; reason: string | undefined} {
    const script = `
      import {readFileSync} from 'node:fs';
      import {unavailableReason} from ${JSON.stringify(join(scratch, 'src', 'index.ts'))};
      const reason = unavailableReason();
      const maps = readFileSync('/proc/self/maps', 'utf8').split('\\n');
      const loaded = new Set(maps.map((line) => line.slice(line.indexOf('/'))).filter((file) => file.endsWith('.node')));
      console.log(JSON.stringify({loaded: [...loaded], reason}));
    `;
    const {stdout} = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    return JSON.parse(stdout) as {loaded: string[]; reason: string | undefined};
  }

  it('are taken from the package of the platform first', () => {
    put(packaged);
    put(built);
    assert.deepEqual(load(), {loaded: [packaged]});
  });

  it('are taken from the local build where that package cannot be loaded', () => {
    put(packaged, 'not a library');
    put(built);
    assert.deepEqual(load(), {loaded: [built]});
  });

  it('are named with what to do when none can be loaded', () => {
    put(packaged, 'not a library');
    put(built, 'neither');
    const {loaded, reason = ''} = load();
    assert.deepEqual(loaded, []);
    assert.ok(
      reason.includes(`${packaged} cannot be loaded`) && reason.includes(`${built} cannot be loaded`),
      reason,
    );
    assert.match(reason, new RegExp(`Install ${PLATFORM_PACKAGE} anew.*npm run build --prefix`));
  });

  for (const library of ['GLIBC', 'GLIBCXX']) {
    it(`are not to be installed anew where ${library} of the system is too old for them`, () => {
      put(packaged, wantingNewer(library));
      const {loaded, reason = ''} = load();
      assert.deepEqual(loaded, []);
      assert.match(reason, new RegExp(`version \`${library}_9.*This system is too old for it`));
      assert.match(reason, /Build it here: npm run build/);
      assert.ok(!reason.includes('anew'), reason);
    });
  }

  /** The addon as if it had been built on a system of the future: the loader knows versions by their names. */
  function wantingNewer(library: string): Buffer {
    const content = readFileSync(LOCAL_BUILD, 'latin1');
    return Buffer.from(
      content.replaceAll(new RegExp(`(?<=\0${library}_)[23](?=\\.\\d)`, 'g'), '9'),
      'latin1',
    );
  }
});
