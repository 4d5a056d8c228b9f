/** Renews what is kept of the commands and their JSON: commands.json, and the shapes in docs/json.md. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {format, resolveConfig} from 'prettier';
import {renewDocument} from './document.ts';
import {snapshot} from './facts.ts';

const KEPT = join(import.meta.dirname, 'commands.json');
const DOCUMENT = join(import.meta.dirname, '../../docs/json.md');

const facts = snapshot();
await write(KEPT, JSON.stringify(facts), 'json');
await write(DOCUMENT, renewDocument(readFileSync(DOCUMENT, 'utf8'), facts.commands), 'markdown');

async function write(file: string, text: string, parser: string): Promise<void> {
  writeFileSync(file, await format(text, {...(await resolveConfig(file)), parser}));
}
