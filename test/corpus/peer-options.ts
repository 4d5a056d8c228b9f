export const VERDICTS = ['served', 'better', 'ignored', 'refused'] as const;

/** `better`: what it means is done in a better way; `ignored`: it may be written, and has no effect. */
export type Verdict = (typeof VERDICTS)[number];

/** Options of a command that fare alike. */
export interface OptionGroup {
  readonly verdict: Verdict;
  /** as they are written: `-f`, or a word such as `write` */
  readonly options: readonly string[];
  readonly note: string;
}

/** A command of the older client or of the central service. */
export interface PeerCommand {
  readonly name: string;
  readonly verdict: Verdict;
  readonly note: string;
  readonly options: readonly OptionGroup[];
}

/** Read peer-options.txt: `COMMAND VERDICT NOTE`, then indented `VERDICT OPTION...: NOTE`. */
export function readPeerCommands(text: string): PeerCommand[] {
  const commands: (PeerCommand & {options: OptionGroup[]})[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith(' ')) {
      const [words = '', note = ''] = line.trim().split(/:\s(.*)/s);
      const [verdict, ...options] = words.split(' ');
      commands.at(-1)?.options.push({verdict: verdictOf(verdict), options, note});
    } else {
      const [name = '', verdict, ...note] = line.split(' ');
      commands.push({name, verdict: verdictOf(verdict), note: note.join(' '), options: []});
    }
  }
  return commands;
}

function verdictOf(word: string | undefined): Verdict {
  const verdict = VERDICTS.find((each) => each === word);
  if (verdict === undefined) throw new Error(`${word} is no verdict.`);
  return verdict;
}

const HEAD = `# Commands and options of alien.py

<!-- Made from test/corpus/peer-options.txt with RENEW_DOCS=yes; changes here are lost. -->

Every command of \`alien.py\` and of the central service, and every option of them. **served**: as it is there. **better**: it is
there, and does more, or safely. **ignored**: you may leave it in a script; it has no effect. **refused**: an error says so. \`-h\`,
\`-json\` and the options of the program (\`-debug\`, \`-debugfile FILE\`) go with every command. See
[Coming from alien.py](coming-from-alien.py.md) for how to change over.

| command | option | here | |
| --- | --- | --- | --- |
`;

/** The page of the documentation about them. */
export function peerOptionsPage(commands: readonly PeerCommand[]): string {
  const rows = commands.flatMap(({name, verdict, note, options}) => [
    `| \`${name}\` | | ${verdict} | ${note} |`,
    ...options.map(
      (group) =>
        `| | ${group.options.map((option) => `\`${option}\``).join(' ')} | ${group.verdict} | ${group.note} |`,
    ),
  ]);
  return `${HEAD}${rows.join('\n')}\n`;
}
