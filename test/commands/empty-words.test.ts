import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {AlienCommand} from '../../src/lib/cli/base/alien-command.ts';
import {Workbench} from './workbench.ts';

type Verb = Parameters<Workbench['run']>[0] & typeof AlienCommand;

const ROOT = join(import.meta.dirname, '../..');
/** Those that are commands, and not what commands share. */
const FILES = globSync(['src/commands/**/*.ts', 'plugins/*/src/commands/**/*.ts'], {cwd: ROOT})
  .filter((file) => readFileSync(join(ROOT, file), 'utf8').includes('export default'))
  .sort();

/** From which place on words are handed to another command or program as they are, which may take empty ones. */
const PASSED_ON: Readonly<Record<string, number>> = {echo: 0, exec: 1, run: 1, term: 1, time: 0};

/** A script whose variable is not set: `alien VERB "$X"`. A command has all its words checked by its base. */
describe('an empty word', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));

  async function refused(verb: Verb, words: readonly string[]): Promise<string> {
    const {code, stdout, stderr} = await bench.run(verb, words);
    assert.deepEqual([code, stdout, bench.requests], [22, '', []], `${words.join(' ')}: ${stderr}`);
    return stderr;
  }

  for (const file of FILES) {
    const id = file.replace(/^.*?src\/commands\/(_[a-z]+\/)?|\.ts$/g, '').replaceAll('/', ' ');
    it(`is not taken by ${id}, as an operand or as the value of an option`, async () => {
      const {default: verb} = (await import(join(ROOT, file))) as {default: Partial<Verb> & Verb};
      const names = Object.keys(verb.args ?? {});
      const checked = Math.min(PASSED_ON[id] ?? names.length, names.length);
      for (let place = 0; place < checked; place++) {
        const words = names.map((_, index) => (index === place ? '' : 'x'));
        assert.match(await refused(verb, words), /\b(?:is|are) empty|no name before|to be one of/i);
      }
      if (PASSED_ON[id] === 0) return;
      for (const [name, {type}] of Object.entries(verb.flags ?? {}))
        if (type === 'option') await refused(verb, [`--${name}`, '', ...names.map(() => 'x')]);
    });
  }

  it('is looked for in many', () => assert.ok(FILES.length > 120));
});
