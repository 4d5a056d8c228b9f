import {readFileSync, writeFileSync} from 'node:fs';
import {arch, cpus, release, totalmem} from 'node:os';
import {join} from 'node:path';
import {format, resolveConfig} from 'prettier';
import type {Table} from './table.ts';

const PAGE = join(import.meta.dirname, '../../docs/performance.md');

/** Replaces the table between the marks of that name, and says where it was measured. */
export async function writeTable(name: string, table: Table, versions: readonly string[]): Promise<void> {
  const page = readFileSync(PAGE, 'utf8');
  const text = replaceTable(page, name, table, machine(versions));
  writeFileSync(PAGE, await format(text, {...(await resolveConfig(PAGE)), filepath: PAGE}));
}

/**
 * @param where a line above the table
 * @returns the page with another table
 * @throws {Error} where it has no place for that table
 */
export function replaceTable(page: string, name: string, {head, rows, notes}: Table, where: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no marks ${begin} and ${end}`);
  const lines = [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
  const parts = [begin, where, lines.join('\n'), ...(notes.length > 0 ? [notes.join(' ')] : []), ''];
  return page.slice(0, from) + parts.join('\n\n') + page.slice(to);
}

/** The date, this machine, and what took part. */
export function machine(versions: readonly string[]): string {
  const [processor] = cpus();
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GiB`;
  const date = new Date().toISOString().slice(0, 10);
  return [
    `${date}: ${cpus().length} x ${processor?.model ?? arch()}, ${memory}, Linux ${release()}`,
    ...versions,
  ].join('; ');
}
