import assert from 'node:assert/strict';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {npmFailure, runNpm} from '../../../../src/lib/cli/programs/npm.ts';

describe('npm is found', () => {
  let top: string;
  let root: string;
  let onPath: string;

  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'alien-npm-'));
    root = join(top, 'lib/node_modules/@alien-grid/cli');
    onPath = join(top, 'programs');
    for (const directory of [root, onPath]) mkdirSync(directory, {recursive: true});
  });
  afterEach(() => rmSync(top, {recursive: true}));

  /** Put an npm somewhere that tells its words after its own name. */
  function place(file: string, name: string): void {
    mkdirSync(dirname(file), {recursive: true});
    const text = file.endsWith('.js')
      ? `console.log('${name}', ...process.argv.slice(2));`
      : `#!/bin/sh\necho ${name} "$@"\n`;
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  }

  const beside = (): string => join(top, 'lib/node_modules/npm/bin/npm-cli.js');
  const run = async (): Promise<string> => {
    const {stdout} = await runNpm(['view', 'x y'], {root, cwd: top, env: {PATH: `${onPath}:/bin`}});
    return stdout.trim();
  };

  it('beside the program, where a global npm is that installed it', async () => {
    place(beside(), 'beside');
    place(join(onPath, 'npm'), 'path');
    assert.equal(await run(), 'beside view x y');
  });

  it('inside of the program first of all', async () => {
    place(beside(), 'beside');
    place(join(root, 'node_modules/npm/bin/npm-cli.js'), 'inside');
    assert.equal(await run(), 'inside view x y');
  });

  it('on the PATH, where there is no other', async () => {
    place(join(onPath, 'npm'), 'path');
    assert.equal(await run(), 'path view x y');
  });

  it('or it is said to be missing', async () => {
    const error: unknown = await runNpm(['view'], {root, cwd: top, env: {PATH: onPath}}).catch(
      (caught: unknown) => caught,
    );
    assert.ok(npmFailure(error).isMissing);
  });
});
