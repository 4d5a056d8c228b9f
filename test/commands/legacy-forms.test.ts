import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {Parser} from '@oclif/core';
import fc from 'fast-check';
import type {RelayCommand} from '../../src/lib/cli/relay/relay-command.ts';
import {joinValues, ownSpelling} from '../../src/lib/cli/words/legacy-arguments.ts';
import {refuseMistyped} from '../../src/lib/cli/words/mistyped-flags.ts';
import {ignoredNote} from '../../src/lib/cli/words/ignored-flag.ts';

const COMMANDS = join(import.meta.dirname, '../../src/commands');

/** Their words behind the first operand, or all of them, belong to others. */
const PASSING = /(?:exec|run|time|submit|batch|help|grep|exit|sandbox.*|queryML|ccdb)\.ts$/;

const FILES = readdirSync(COMMANDS, {recursive: true, encoding: 'utf8'}).filter(
  (file) => file.endsWith('.ts') && !PASSING.test(file),
);

type Verb = typeof RelayCommand;
type Flag = Verb['flags'][string] & {
  options?: readonly string[];
  exclusive?: string[];
  dependsOn?: string[];
  min?: number;
  multiple?: boolean;
};

/** What is read here of an operand. */
interface Operand {
  readonly required?: boolean;
  readonly options?: readonly string[];
}

/** An option as it is written in one of the old ways, and as it is written in full. */
interface Form {
  readonly old: readonly string[];
  readonly full: readonly string[];
}

/** The table of the old ways to write an option. */
function formsOf(name: string, flag: Flag): Form[] {
  const names = [name, ...(flag.aliases ?? [])].filter((each) => each.length > 1 || /\d/.test(each));
  const letters = [flag.char, ...(flag.charAliases ?? [])].filter(
    (each) => each !== undefined && each !== 'h',
  );
  if (flag.type === 'boolean')
    return [...names.flatMap((each) => [`-${each}`, `--${each}`]), ...letters.map((each) => `-${each}`)].map(
      (word) => ({
        old: [word],
        full: [`--${name}`],
      }),
    );
  const value = flag.options?.[0] ?? String(Math.max(flag.min ?? 0, 5));
  const full = [`--${name}`, value];
  return [
    ...names.flatMap((each) => [[`-${each}`, value], [`--${each}`, value], [`-${each}=${value}`]]),
    ...letters.flatMap((each) => [[`-${each}`, value]]),
  ].map((old) => ({old, full}));
}

async function read(verb: Verb, words: readonly string[]): Promise<unknown> {
  const flags = {...verb.baseFlags, ...verb.flags};
  const spelled = ownSpelling(verb, joinValues(words, flags));
  refuseMistyped('x', spelled, flags, true);
  const {flags: read, argv} = await Parser.parse([...spelled], {args: verb.args, flags, strict: verb.strict});
  return {read, argv};
}

describe('the forms of the old clients', () => {
  for (const file of FILES) {
    it(`mean for ${file} what the full names mean, before operands and behind them`, async () => {
      const {default: verb} = (await import(join(COMMANDS, file))) as {default: Verb};
      const flags = Object.entries({...verb.baseFlags, ...verb.flags}) as [string, Flag][];
      const alone = flags.filter(
        ([, {exclusive = [], dependsOn = []}]) => exclusive.length + dependsOn.length === 0,
      );
      const one = fc.constantFrom(...alone).chain(([name, flag]) => fc.constantFrom(...formsOf(name, flag)));
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(one, {maxLength: 4, selector: ({full}) => full[0]}),
          fc.boolean(),
          async (forms, isBehind) => {
            const args: readonly Operand[] = Object.values(verb.args);
            const operands = args.filter(({required}) => required).map(({options}) => options?.[0] ?? '755');
            const old = forms.flatMap((form) => form.old);
            const full = forms.flatMap((form) => form.full);
            const words = isBehind ? [...operands, ...old] : [...old, ...operands];
            assert.deepEqual(
              await read(verb, words),
              await read(verb, [...full, '--', ...operands]),
              words.join(' '),
            );
          },
        ),
        {numRuns: 10},
      );
    });
  }

  it('without effect are said for each command that has some', async () => {
    let ignored = 0;
    for (const file of FILES) {
      const {default: verb} = (await import(join(COMMANDS, file))) as {default: Verb};
      for (const [name, flag] of Object.entries(verb.flags ?? {})) {
        if (flag.helpGroup !== 'IGNORED') continue;
        ignored += 1;
        assert.match(
          ignoredNote([name, name], verb.flags) ?? '',
          /^Without effect: -[\w-]+ \([^()]+\)$/,
          `${file} ${name}`,
        );
      }
    }
    assert.ok(ignored > 15, String(ignored));
  });
});
