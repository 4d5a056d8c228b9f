import {readFileSync, readdirSync} from 'node:fs';
import {basename, join} from 'node:path';

const DIRECTORY = join(import.meta.dirname, '../../schemas');

/** What is read here of a JSON schema. */
export interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/** The schemas of all JSON that the program prints, by the names of their shapes. */
export function readSchemas(): Record<string, Schema> {
  const files = readdirSync(DIRECTORY).sort();
  return Object.fromEntries(
    files.map((file) => [
      basename(file, '.json'),
      JSON.parse(readFileSync(join(DIRECTORY, file), 'utf8')) as Schema,
    ]),
  );
}

/** The fields of a schema: `results[].message`; one that may be absent has a `?`. */
export function fieldsOf({properties = {}, required = [], items}: Schema, path = ''): string[] {
  if (items) return fieldsOf(items, `${path}[]`);
  return Object.entries(properties).flatMap(([name, schema]) => {
    const field = path === '' ? name : `${path}.${name}`;
    return [`${field}${required.includes(name) ? '' : '?'}`, ...fieldsOf(schema, field)];
  });
}
