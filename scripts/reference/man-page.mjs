/**
 * The manual page, alien(1), in the man macros.
 * @param program what there is to say of the program: `{version, title, concepts, groups}`
 */
export function manPage({version, title, concepts, groups}) {
  return (
    [
      `.\\" Made from the commands by "npm run man"; changes here are lost.`,
      `.TH ALIEN 1 "" "alien ${version}" "ALICE grid"`,
      '.nh',
      '.SH NAME',
      roff(title.replace(': ', ' - ')),
      '.SH SYNOPSIS',
      '.B alien',
      '.I COMMAND',
      '[OPTIONS] [OPERANDS]',
      '.SH DESCRIPTION',
      roff(
        'Each command has its own --help. "alien help" is a short list, "alien help --all" the whole one.',
      ),
      '.SH CONCEPTS',
      ...concepts.flatMap(({term, meaning}) => tagged(term, meaning)),
      ...groups.flatMap(({heading, commands}) => [
        `.SH "${roff(heading.toUpperCase())}"`,
        ...commands.flatMap(section),
      ]),
    ].join('\n') + '\n'
  );
}

function section({name, summary, more, usage, operands, options, examples}) {
  return [
    `.SS "${roff(name)}"`,
    roff([summary, more].filter(Boolean).join(' ')),
    ...literal(usage),
    ...[...operands, ...options].flatMap(([left, right]) => tagged(left, right)),
    ...(examples.length > 0 ? ['.PP', 'Examples:', ...literal(examples)] : []),
  ];
}

const tagged = (left, right) => ['.TP', `.B ${roff(left)}`, roff(right) || '\\&'];

const literal = (lines) => ['.PP', '.RS 4', '.nf', ...lines.map(roff), '.fi', '.RE'];

/** Text as roff shows it: no macro, no escape, and minus signs that can be copied. */
function roff(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replace(/^\./gm, '\\&.');
}
