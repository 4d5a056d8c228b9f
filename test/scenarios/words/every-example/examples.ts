import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

const ROOT = join(import.meta.dirname, '../../../..');

/** Commands whose examples come last: they change who the user is, or what is there for all others. */
const LAST = [
  'submit',
  'jobs watch',
  'setCEstatus',
  'resubmit',
  'chown',
  'moveDirectory',
  'exit',
  'sandbox stop',
  'user',
];
/** Without them the examples of others mean nothing. */
const FIRST = ['sandbox start', 'edit'];

/** An example of a help, as it stands there. */
export interface Example {
  /** what is typed to get this help: `sandbox user add` */
  readonly command: string;
  readonly text: string;
}

interface Manifest {
  readonly commands: Readonly<Record<string, {readonly examples?: readonly string[]}>>;
}

/** All examples of all helps, those of the plugins too, in an order in which they can be run. */
export function everyExample(): Example[] {
  const plugins = readdirSync(join(ROOT, 'plugins')).map((name) => `plugins/${name}`);
  const examples = ['.', ...plugins].flatMap((place) => {
    const {commands} = JSON.parse(readFileSync(join(ROOT, place, 'oclif.manifest.json'), 'utf8')) as Manifest;
    return Object.entries(commands).flatMap(([id, {examples = []}]) =>
      examples.map((text) => {
        const command = id.replaceAll(':', ' ');
        const plain = text.replaceAll('<%= config.bin %>', 'alien').replaceAll('<%= command.id %>', command);
        return {command, text: plain};
      }),
    );
  });
  return examples.sort((a, b) => place(a) - place(b));
}

function place({command}: Example): number {
  return LAST.indexOf(command) + 1 || -FIRST.toReversed().indexOf(command) - 1 || 0;
}

/** What examples say for something that each grid has of its own: `1234567` is the number of a job there. */
export type Values = Readonly<Record<string, string>>;

/** An example with the values of a grid in it. */
export function withValues(text: string, values: Values): string {
  const names = Object.keys(values).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
    'g',
  );
  return text.replaceAll(pattern, (name) => values[name] ?? name);
}
