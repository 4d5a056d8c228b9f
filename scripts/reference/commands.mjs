import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {GROUPS} from '../../src/lib/cli/show/command-groups.ts';
import {firstSentence} from '../../src/lib/cli/help/first-sentence.ts';
import {MANIFESTS} from '../setup/plugins.mjs';
import {root} from '../setup/root.mjs';

const OTHERS = 'program';

/** All commands as the manifests tell, in the groups of the help: what the pages are made from. */
export function commandsByGroup() {
  const commands = MANIFESTS.flatMap((path) =>
    Object.values(JSON.parse(readFileSync(join(root, path), 'utf8')).commands),
  )
    .filter(({hidden}) => !hidden)
    .map(described)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.entries(GROUPS).map(([name, {heading}]) => ({
    name,
    heading: heading.charAt(0) + heading.slice(1).toLowerCase(),
    commands: commands.filter(({group}) => group === name || (name === OTHERS && !(group in GROUPS))),
  }));
}

function described({
  id,
  group,
  description = '',
  args = {},
  flags = {},
  strict,
  usage,
  aliases = [],
  ...rest
}) {
  const name = id.replaceAll(':', ' ');
  const fill = (text) => text.replaceAll('<%= config.bin %>', 'alien').replaceAll('<%= command.id %>', name);
  const {first, rest: more} = firstSentence(fill(description));
  const operands = Object.values(args).filter(({hidden}) => !hidden);
  const options = Object.entries(flags)
    .filter(([, {hidden}]) => !hidden)
    .map(([flag, facts]) => option(flag, facts));
  return {
    name,
    group: group ?? OTHERS,
    summary: first,
    more,
    usage: (usage ? [usage].flat() : [defaultUsage(name, operands, options, strict)]).map(
      (line) => `alien ${fill(line)}`,
    ),
    operands: operands.map((operand) => [operand.name.toUpperCase(), operand.description ?? '']),
    options,
    aliases,
    examples: (rest.examples ?? []).map(fill),
  };
}

function option(flag, {char, type, multiple, helpValue, description = '', default: value}) {
  const argument = type === 'option' ? `=${helpValue ?? 'VALUE'}${multiple ? '...' : ''}` : '';
  const isWorthIt = type === 'option' && value !== undefined && value !== '' && typeof value !== 'object';
  return [
    `${char ? `-${char}, ` : ''}--${flag}${argument}`,
    `${description}${isWorthIt ? ` (default: ${value})` : ''}`,
  ];
}

function defaultUsage(name, operands, options, strict) {
  const names = operands.map(({name: operand, required, multiple}, index) => {
    const more = multiple || (strict === false && index === operands.length - 1) ? '...' : '';
    const text = `${operand.toUpperCase()}${more}`;
    return required ? text : `[${text}]`;
  });
  return [name, ...(options.length > 0 ? ['[OPTIONS]'] : []), ...names].join(' ');
}
