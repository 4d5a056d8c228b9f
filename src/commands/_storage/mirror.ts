import {Args, Flags} from '@oclif/core';
import {refusal} from '../../lib/catalogue/explain-refusal.ts';
import {type AlienError, UserError} from '../../lib/errors/errors.ts';
import {insistOnAnswer} from '../../lib/cli/relay/silent-refusals.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'mirror',
  description:
    'Make another replica of a file on a storage element. The service copies it later; see listTransfer.',
  examples: ['data/run1/x.root ALICE::CERN::EOS', '-S disk:2 data/run1/x.root'],
  operands: {
    name: Args.string({description: 'LFN, or GUID with -g', required: true}),
    element: Args.string({description: 'storage element, or use -S'}),
  },
  flags: {
    guid: Flags.boolean({char: 'g', description: 'the name is a GUID'}),
    try: Flags.integer({description: 'how often to try; else 5', min: 1}),
    remove: Flags.string({char: 'r', description: 'then remove the replica of this storage element'}),
    specification: Flags.string({
      char: 'S',
      description: 'storage elements and numbers of replicas, such as disk:2 or ALICE::CERN::EOS',
    }),
  },
  telling: insistOnTarget,
  examine: explained,
});

const insist = insistOnAnswer(
  'Nothing to do: the file is on that storage element, or there is no element of that name (see "alien listSEs").',
);

/** The service says the same of a file that is not there as of one that it cannot copy. */
async function explained(
  ...[answer, options, run]: Parameters<typeof insist>
): Promise<AlienError | undefined> {
  const failure = await insist(answer, options, run);
  if (failure === undefined || answer.metadata.error.trim() === '') return failure;
  const metadata = {...answer.metadata, exitcode: String(failure.exitCode)};
  const {signal} = run.interrupt;
  return await refusal(run.grid, {command: 'mirror', words: options}, {...answer, metadata}, {signal});
}

/** Without a target the service says that it has no such command. */
function insistOnTarget(
  words: readonly string[],
  {specification}: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (words.length > 1 || specification !== undefined) return words;
  throw new UserError('To which storage element?', {
    next: ['Name it behind the file, or say -S disk:1.'],
  });
}
