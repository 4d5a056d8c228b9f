const NOTE = '<!-- Made from the commands by `npm run man`; changes here are lost. -->';

/** One page of docs/commands: the commands of a group. */
export function markdownPage({heading, commands}) {
  const parts = commands.map(section);
  return [`# ${heading}`, NOTE, ...parts].join('\n\n') + '\n';
}

/** The list of the pages, with all commands. */
export function markdownIndex(groups) {
  const rows = groups.flatMap(({name, heading, commands}) => [
    `## [${heading}](${name}.md)`,
    commands.map((command) => `- \`${command.name}\`: ${inText(command.summary)}`).join('\n'),
  ]);
  return ['# All commands', NOTE, ...rows].join('\n\n') + '\n';
}

function section({name, summary, more, usage, operands, options, aliases, examples}) {
  const text = [summary, more].filter(Boolean).map(inText).join(' ');
  return [
    `## ${name}`,
    text,
    block(usage),
    ...list(operands),
    ...list(options),
    ...(aliases.length > 0 ? [`Also: ${aliases.map((alias) => `\`${alias}\``).join(', ')}`] : []),
    ...(examples.length > 0 ? ['Examples:', block(examples)] : []),
  ].join('\n\n');
}

const block = (lines) => ['```sh', ...lines, '```'].join('\n');

const list = (rows) =>
  rows.length === 0 ? [] : [rows.map(([left, right]) => `- \`${left}\`: ${inText(right)}`).join('\n')];

/** Text that holds signs of Markdown, as they are. */
const inText = (text) => text.replace(/[\\*_<>[\]|~]/g, '\\$&').replaceAll('\n', ' ');
