import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const DOCUMENT = join(ROOT, 'docs/tutorial.md');

/** A block of commands, and the output that the document shows for it. */
interface Step {
  readonly commands: string;
  readonly shown: string | undefined;
}

/** The shell blocks of a document in their order, each with the block of text that follows it. */
function stepsOf(document: string): Step[] {
  const blocks = [...document.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, kind, text = '']) => ({
    kind,
    text,
  }));
  return blocks.flatMap(({kind, text}, index) => {
    if (kind !== 'sh') return [];
    const next = blocks[index + 1];
    return [{commands: text, shown: next?.kind === 'text' ? next.text : undefined}];
  });
}

describe('the tutorial', function () {
  this.timeout(180_000);
  const steps = stepsOf(readFileSync(DOCUMENT, 'utf8'));
  let folder: string;
  let outputs: string[];

  /** One shell runs all of it, as a reader would; it stops at the first command that fails. */
  function runAll(): {status: number | null; stdout: string; stderr: string} {
    const work = join(folder, 'work');
    mkdirSync(work);
    const box = `--name tutorial --dir ${join(folder, 'box')}`;
    const script = steps
      .map(({commands}) => `${commands.replaceAll('--name tutorial', box)}\necho '=== end of step'\n`)
      .join('');
    return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd: work,
      encoding: 'utf8',
      timeout: 170_000,
      env: {
        PATH: `${join(ROOT, 'bin')}:${dirname(process.execPath)}:${process.env['PATH']}`,
        HOME: work,
        LANG: 'C.UTF-8',
        XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(work, '.cache'),
      },
    });
  }

  before(() => {
    // Not below /tmp, which storage servers do not like, and open to the accounts of servers and jobs.
    folder = mkdtempSync('/var/tmp/alien-tutorial-');
    chmodSync(folder, 0o755);
    const {status, stdout, stderr} = runAll();
    assert.equal(status, 0, `${stdout}${stderr}`);
    outputs = stdout.split('=== end of step\n');
  });
  after(() => {
    spawnSync(join(ROOT, 'bin/alien'), [
      'sandbox',
      'stop',
      '--name',
      'tutorial',
      '--dir',
      join(folder, 'box'),
    ]);
    rmSync(folder, {recursive: true, force: true});
  });

  it('has steps, most of which show what comes out', () => {
    assert.ok(steps.length >= 10);
    assert.ok(steps.filter(({shown}) => shown !== undefined).length >= steps.length / 2);
    assert.equal(outputs.length, steps.length + 1);
  });

  for (const [index, {commands, shown}] of steps.entries()) {
    if (shown === undefined) continue;
    it(`shows what comes of: ${commands.trim().split('\n').at(-1)}`, () => {
      assert.equal(withoutProgress(outputs[index] ?? ''), shown);
    });
  }
});

/** What copies report is not the same twice, and is not shown. */
function withoutProgress(output: string): string {
  return output.replace(/^(jobID: \d+\/\d+ >>> |Successful jobs \().*\n/gm, '').replace(/ +$/gm, '');
}
