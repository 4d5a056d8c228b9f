import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {useScene} from '../stage/scene.ts';
import type {Program} from '../stage/program.ts';

const DOCUMENT = join(import.meta.dirname, '../../../docs/jobs.md');
const END_OF_STEP = '=== end of step';

/** The shell blocks of the document, in their order. */
function stepsOf(document: string): string[] {
  return [...document.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
}

describe('a week with jobs', () => {
  const steps = stepsOf(readFileSync(DOCUMENT, 'utf8'));
  let alien: Program;
  let dir: string;
  let outputs: string[];
  let errors: string;
  useScene({storage: true, jobs: 2}, async (scene) => {
    ({alien, dir} = scene);
    await scene.grid.faults.set('no-find-cache');
    // One shell runs all of it, as a reader would; it stops at the first command that fails.
    const script = steps.map((commands) => `${commands}\necho '${END_OF_STEP}'\n`).join('');
    const {code, stdout, stderr} = await alien.shell(`set -e -o pipefail\n${script}`);
    assert.equal(code, 0, `${stdout}${stderr}`);
    outputs = stdout.split(`${END_OF_STEP}\n`);
    errors = stderr;
  });

  /** What the step printed that has this command. */
  function printed(command: string): string {
    const step = steps.findIndex((commands) => commands.includes(command));
    assert.ok(step >= 0, command);
    return outputs[step] ?? '';
  }

  it('has every command of the topic', () => {
    for (const name of 'list show jdl watch wait why mend kill logs fetch local report'.split(' '))
      assert.match(steps.join(''), new RegExp(`^(?:\\w+=\\$\\()?alien jobs ${name} `, 'm'), name);
    assert.ok(steps.length >= 20);
  });

  it('tells what the text says of it', async () => {
    assert.match(errors, /run\.jdl:8:7: warning: TTL is 3 seconds/);
    assert.match(printed('--dry-run ./run.jdl'), /^Executable = ".*\/alien-submit\/run-.*\/run\.sh";$/m);
    assert.match(printed('jobs watch --interval'), /ended with 62\n$/);
    assert.match(
      printed('jobs why $master\n'),
      /^1\. 1 job failed: it ran longer than its TTL \(EXPIRED\)$/m,
    );
    assert.match(printed('mend --dry-run'), /^1 in EXPIRED to be submitted as new jobs with TTL 6 s: \d+$/m);
    assert.match(printed('mend --dry-run'), /run\.sh: done\n$/);
    assert.equal(await readFile(join(dir, 'results/003/numbers.txt'), 'utf8'), '1\n2\n3\n');
    assert.equal(await readFile(join(dir, 'numbers/numbers_004.txt'), 'utf8'), '1\n2\n3\n4\n');
    assert.match(await readFile(join(dir, 'report.html'), 'utf8'), /4 jobs/);
    assert.match(printed('alien jobs local $job again'), /^same +numbers\.txt$/m);
    assert.match(printed('jobs wait --timeout 2d'), /ended with 4\n$/);
  });
});
