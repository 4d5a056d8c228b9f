import {readFileSync, writeFileSync} from 'node:fs';
import {arch, cpus, release, totalmem} from 'node:os';
import {join} from 'node:path';
import {format, resolveConfig} from 'prettier';

const PAGE = join(import.meta.dirname, '../docs/performance.md');

/** Replaces the table between the marks of that name, and says where it was measured. */
export async function writeTable(
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  versions: readonly string[],
): Promise<void> {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${PAGE} has no marks ${begin} and ${end}`);
  const lines = [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  const table = `${begin}\n\n${machine(versions)}\n\n${lines.join('\n')}\n\n`;
  const text = page.slice(0, from) + table + page.slice(to);
  writeFileSync(PAGE, await format(text, {...(await resolveConfig(PAGE)), filepath: PAGE}));
}

function machine(versions: readonly string[]): string {
  const [processor] = cpus();
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GiB`;
  const date = new Date().toISOString().slice(0, 10);
  return [
    `${date}: ${cpus().length} x ${processor?.model ?? arch()}, ${memory}, Linux ${release()}`,
    ...versions,
  ].join('; ');
}
