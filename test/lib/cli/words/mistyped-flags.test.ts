import assert from 'node:assert/strict';
import {Flags} from '@oclif/core';
import {normaliseArguments, longNames} from '../../../../src/lib/cli/words/legacy-arguments.ts';
import {refuseMistyped} from '../../../../src/lib/cli/words/mistyped-flags.ts';
import {UserError} from '../../../../src/lib/errors/errors.ts';

const FLAGS = {
  force: Flags.boolean({char: 'f'}),
  recursive: Flags.boolean({char: 'r'}),
  s: Flags.boolean({char: 's'}),
  jobs: Flags.integer({char: 'T'}),
  'server-exclude': Flags.string({char: 'e'}),
  select: Flags.string(),
  retry: Flags.integer(),
  dryrun: Flags.boolean({aliases: ['dry-run']}),
};

/** What is refused, as it is typed. */
const refuse = (...words: string[]) =>
  refuseMistyped('cp', normaliseArguments(words, new Set(longNames(FLAGS))), FLAGS);

describe('a mistyped option', () => {
  for (const [typed, meant] of [
    ['-selct', '--select'],
    ['-retrey', '--retry'],
    ['--dryrn', '--dryrun'],
    ['-dry-rn=x', '--dry-run'],
    ['-foo', 'See "alien cp --help"'],
    ['-Tfive', 'alien cp --help'],
  ] as const)
    it(`${typed} is refused before it is taken for several short ones, with a hint of ${meant}`, () =>
      assert.throws(
        () => refuse('a', typed, 'b'),
        (error) =>
          error instanceof UserError && error.exitCode === 22 && (error.next[0] ?? '').includes(meant),
      ));

  for (const words of [
    ['-rf', '-fT', '8', '-T8', '-e', 'x'],
    ['-dry-run', '--dry-run', '-select', '-select=-x'],
    ['-select', '-foo', 'a'],
    ['-re', '-foo', '-', '-5', '-e*.root'],
    ['a', '--', '-foo', '--foo'],
  ])
    it(`${words.join(' ')} is none`, () => assert.doesNotThrow(() => refuse(...words)));

  it('is none where a value is attached, and that is allowed', () => {
    assert.throws(() => refuseMistyped('find', ['-esome'], FLAGS));
    for (const words of [['-esome'], ['-fesome'], ['-rx'], ['--no-colour']]) {
      const flags = {...FLAGS, colour: Flags.boolean({allowNo: true})};
      assert.doesNotThrow(() => refuseMistyped('find', words, flags, true), words[0]);
    }
    assert.throws(() => refuseMistyped('find', ['-size'], FLAGS, true), {
      message: 'There is no option -size.',
    });
    assert.throws(() => refuseMistyped('find', ['-exec'], FLAGS, true), {
      message: 'There is no option -exec.',
    });
  });
});
