import type {Facts} from './facts.ts';
import {fieldsOf, readSchemas} from './schemas.ts';

const BEGIN = '<!-- begin of what "npm run snapshot" writes -->';
const END = '<!-- end of what "npm run snapshot" writes -->';

/** The text of docs/json.md with its list of shapes made anew. */
export function renewDocument(text: string, commands: Readonly<Record<string, Facts>>): string {
  const [before, after] = [text.split(BEGIN)[0], text.split(END)[1]];
  if (after === undefined) throw new Error('docs/json.md has lost the lines between which the shapes are.');
  return `${before}${BEGIN}\n\n${shapeSections(commands)}\n\n${END}${after}`;
}

function shapeSections(commands: Readonly<Record<string, Facts>>): string {
  const sections = Object.entries(readSchemas()).map(([name, schema]) => {
    const users = Object.entries(commands).flatMap(([id, {shape}]) => (shape === name ? [`\`${id}\``] : []));
    const fields = fieldsOf(schema).map((field) => `\`${field}\``);
    return [
      `### ${name}`,
      schema.description,
      ...(fields.length > 0 ? [`Fields: ${fields.join(', ')}.`] : []),
      ...(users.length > 0 ? [`Commands: ${users.join(', ')}.`] : []),
    ].join('\n\n');
  });
  return sections.join('\n\n');
}
