import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {Parser} from '@oclif/core';
import {CopyCommand} from '../../src/lib/cli/copy/copy-command.ts';
import {RelayCommand} from '../../src/lib/cli/relay/relay-command.ts';
import {ownSpelling} from '../../src/lib/cli/words/legacy-arguments.ts';
import {refuseMistyped} from '../../src/lib/cli/words/mistyped-flags.ts';
import {wordText} from '../../src/lib/lines/line.ts';
import {readLine} from '../../src/lib/lines/read-line.ts';
import {Workbench, success} from './workbench.ts';

const COMMANDS = join(import.meta.dirname, '../../src/commands');

/** The file of each command, by the words of its name. */
const FILES = new Map(
  readdirSync(COMMANDS, {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file.replace(/^_[a-z]+\/|\.ts$/g, '').replaceAll('/', ' '), file]),
);

/** A command as the parser sees it, and as the bench does. */
async function load<T>(file: string): Promise<T> {
  return ((await import(join(COMMANDS, file))) as {default: T}).default;
}

/** The words of an example as a shell would hand them over, for each command in it. */
function commandsOf(example: string, name: string): string[][] {
  const line = example
    .replaceAll(/<%= config.bin %>/g, 'alien')
    .replaceAll(/<%= command.id %>/g, name)
    .replace(/^[A-Z]+="[^"]*" /, '') // a variable
    .replace(/^[^|']*\| (?=alien )/, '') // what another program gives to it
    .replace(/^\$EDITOR "\$\((.*)\)"$/, '$1')
    .replace(/ \d<\S+/, ''); // what a shell opens
  return wordsOf(line).flatMap(([bin, ...words]) => {
    assert.equal(bin, 'alien', example);
    const [only = ''] = words;
    return words.length === 1 && only.includes(' ') ? wordsOf(only) : [words];
  });
}

function wordsOf(line: string): string[][] {
  return readLine(line).flatMap(({command}) =>
    command.kind === 'grid' ? [command.words.map((word) => wordText(word, 0))] : [],
  );
}

/** The command that words begin with, and the words behind its name. */
function find(words: readonly string[]): {name: string; file: string; rest: readonly string[]} {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const file = FILES.get(name);
    if (file !== undefined) return {name, file, rest: words.slice(length)};
  }
  throw new Error(`There is no command of ours: ${words.join(' ')}`);
}

describe('the examples', () => {
  for (const [name, file] of FILES) {
    it(`of ${name} are read by the commands that they name`, async () => {
      const {examples} = await load<typeof RelayCommand>(file);
      for (const example of examples ?? []) {
        if (typeof example !== 'string') throw new Error(`An example of ${name} is not a text.`);
        for (const words of commandsOf(example, name)) await tryOut(words);
      }
    });
  }
});

/** Commands whose words behind the first operand belong to another program or command. */
const PASSING = new Set(['exec', 'run', 'time']);

/** Parse the words; a command that only asks the service, or the copy engine, is run too. */
async function tryOut(words: readonly string[]): Promise<void> {
  const {name, file, rest} = find(words);
  const verb = await load<typeof RelayCommand>(file);
  const spelled = PASSING.has(name) ? ownWords(rest) : ownSpelling(verb, rest);
  refuseMistyped(name, spelled, {...verb.baseFlags, ...verb.flags}, true);
  await Parser.parse([...spelled], {
    args: verb.args,
    flags: {...verb.baseFlags, ...verb.flags},
    strict: verb.strict,
  });
  const readsFiles = /--input|--collection|file:names|-local|file:run\.jdl|--dry-run|--merge/.test(
    spelled.join(' '),
  );
  const isAsking = [RelayCommand, CopyCommand].some((base) =>
    Object.prototype.isPrototypeOf.call(base, verb),
  );
  if (!isAsking || readsFiles) return;
  const bench = new Workbench();
  bench.answer = () => success({message: 'x', status: 'killed', homedir: '/home/', jobId: '1'});
  const {stderr} = await bench.run(await load(file), rest);
  const asked = bench.requests.length + bench.copies.length + bench.syncs.length;
  assert.ok(asked > 0, `${words.join(' ')}: ${stderr}`);
}

function ownWords(words: readonly string[]): readonly string[] {
  const operand = words.findIndex((word) => !word.startsWith('-'));
  return operand === -1 ? words : words.slice(0, operand + 1);
}
