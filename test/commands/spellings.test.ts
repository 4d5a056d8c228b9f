import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import type {RelayCommand} from '../../src/lib/cli/relay/relay-command.ts';
import type {KnownFlags} from '../../src/lib/cli/words/legacy-arguments.ts';
import {RULES} from '../../src/lib/session/retry/repeatable.ts';
import {Workbench, success} from './workbench.ts';

const COMMANDS = join(import.meta.dirname, '../../src/commands');

const FILES = readdirSync(COMMANDS, {recursive: true, encoding: 'utf8'}).filter((file) =>
  file.endsWith('.ts'),
);

/** An operand that all commands take: a name, the number of a job, a mode. */
const OPERAND = '755';

type Verb = Parameters<Workbench['run']>[0] & typeof RelayCommand;

/** One option and one of the ways in which people, scripts and the old client write it. */
interface Written {
  readonly plain: readonly string[];
  readonly typed: readonly string[];
}

/** Every command that hands its words to the service; the words of submit are those of the job. */
const RELAYED = FILES.filter((file) => {
  const text = readFileSync(join(COMMANDS, file), 'utf8');
  return (
    /serverCommand\(|extends RelayCommand/.test(text) &&
    /flags[ =:]/.test(text) &&
    !file.endsWith('submit.ts')
  );
});

/** All spellings of one option. */
function spellings(
  name: string,
  flag: KnownFlags[string] & {options?: readonly string[]},
): fc.Arbitrary<Written> {
  const long = [`--${name}`, `-${name}`];
  const short = flag.char === undefined ? [] : [`-${flag.char}`];
  if (flag.type === 'boolean')
    return fc.constantFrom(...long, ...short).map((word) => ({plain: [`--${name}`], typed: [word]}));
  const value = flag.options?.[0] ?? '5';
  return fc
    .constantFrom(
      ...[...long, ...short].flatMap((word) => [[word, value], [`${word}=${value}`]]),
      ...short.map((word) => [`${word}${value}`]),
    )
    .map((typed) => ({plain: [`--${name}=${value}`], typed}));
}

/** Join letters that stand alone, behind each other: `-l -a` is `-la`. */
function clustered(words: readonly string[]): string[] {
  const letters = words.filter((word) => /^-[A-Za-z]$/.test(word)).map((word) => word.slice(1));
  const others = words.filter((word) => !/^-[A-Za-z]$/.test(word));
  return letters.length === 0 ? others : [`-${letters.join('')}`, ...others];
}

describe('the spellings of options', () => {
  for (const file of RELAYED) {
    it(`of ${file} all mean the same, wherever they stand`, async () => {
      const {default: verb} = (await import(join(COMMANDS, file))) as {default: Verb};
      await fc.assert(
        fc.asyncProperty(
          fc
            .subarray(Object.entries(verb.flags).filter(([name]) => name !== 'fresh')) // its number differs each time

            .chain((chosen) => fc.tuple(...chosen.map(([name, flag]) => spellings(name, flag)))),
          fc.integer({min: 1, max: 3}),
          fc.boolean(),
          async (options, count, first) => {
            const operands =
              Object.keys(verb.args).length === 0
                ? []
                : Array<string>(
                    verb.strict ? Object.values(verb.args).filter((arg) => arg.required).length : count + 1,
                  ).fill(OPERAND);
            const booleans = options.filter(({plain}) => !String(plain).includes('='));
            const others = options.filter(({plain}) => String(plain).includes('='));
            const typed = [
              ...clustered(booleans.flatMap((each) => each.typed)),
              ...others.flatMap((each) => each.typed),
            ];
            const plain = [...booleans, ...others].flatMap((each) => each.plain);
            const results = [];
            for (const words of [
              [...plain, ...operands],
              first ? [...typed, ...operands] : [...operands, ...typed],
            ]) {
              const bench = new Workbench();
              bench.answer = ([command]) =>
                command === 'whoami'
                  ? success({homedir: '/home/'})
                  : success({message: 'x', jobid: OPERAND, status: 'killed'});
              const {code} = await bench.run(verb, words);
              results.push({code, requests: bench.requests});
            }
            assert.deepEqual(results[1], results[0]);
          },
        ),
        {numRuns: 30},
      );
    });
  }

  it('are asked of every command of the service', () => {
    const names = FILES.map((file) => /([^/]+)\.ts$/.exec(file)?.[1]);
    assert.deepEqual(
      Object.keys(RULES).filter((name) => !names.includes(name)),
      [],
    );
  });
});
