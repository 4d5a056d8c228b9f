import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';

const ROOT = join(import.meta.dirname, '../../..');

describe('a release', () => {
  it('works where nothing else is: the short form of its dry run', async () => {
    const words = [join(ROOT, 'scripts/release.mjs'), '--dry-run', '--short'];
    const {stdout, stderr} = await promisify(execFile)(process.execPath, words, {cwd: ROOT});
    process.stderr.write(stderr); // what could not be tried here is said aloud
    assert.match(stdout, /\d+ commands, .*a plugin: all right/);
  }).timeout(600_000);
});
