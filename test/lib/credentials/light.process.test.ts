import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** The modules that are loaded with a command, before it is run. */
function loadedWith(command: string): string[] {
  const program = `
    import {registerHooks} from 'node:module';
    const urls = [];
    registerHooks({load: (url, context, next) => (urls.push(url), next(url, context))});
    await import(${JSON.stringify(join(ROOT, 'src/commands/_credentials', command))});
    console.log(urls.join('\\n'));`;
  const words = [
    '--conditions=alien-source',
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
  ];
  return execFileSync(process.execPath, [...words, program], {cwd: ROOT, encoding: 'utf8'}).split('\n');
}

describe('a command about certificates', () => {
  it('loads neither the session, nor websockets, nor what reads archives', () => {
    for (const command of ['token-info.ts', 'cert-info.ts', 'token-verify.ts', 'certkey-match.ts']) {
      const loaded = loadedWith(command);
      assert.ok(
        loaded.some((url) => url.endsWith('credentials/inspect.ts')),
        command,
      );
      assert.deepEqual(
        loaded.filter((url) => /node_modules\/(?:ws|node-forge)\/|src\/lib\/session\/|pkcs12/.test(url)),
        [],
        command,
      );
    }
  });
});
