import {spawnSync} from 'node:child_process';
import {parseArgs} from 'node:util';
import {findPeer} from './peer.ts';
import type {Part} from './part.ts';
import {machine, writeTable} from './performance-page.ts';
import {columns} from './table.ts';

const MINUTE = 60_000;
const SHORT = 1000;

/**
 * The command line of a bench: measures one part after the other and prints the table of each. A part that fails leaves the
 * tables of the others, and ends the process with 1.
 *
 * `--only NAME` (again and again) measures some, `--write` puts tables into docs/performance.md, `--short` tries all in
 * seconds, `--no-peer` leaves alien.py out, `--rounds N` measures in so many rounds at most, `--minutes N` leaves out what
 * would not end within them.
 */
export async function runParts(parts: readonly Part[], words = process.argv.slice(2)): Promise<void> {
  const {values} = parseArgs({
    args: [...words],
    options: {
      only: {type: 'string', multiple: true, default: []},
      write: {type: 'boolean', default: false},
      short: {type: 'boolean', default: false},
      'no-peer': {type: 'boolean', default: false},
      minutes: {type: 'string', default: 'Infinity'},
      rounds: {type: 'string', default: 'Infinity'},
    },
  });
  const chosen = choose(parts, values.only);
  const end = performance.now() + numberOf('minutes', values.minutes) * MINUTE;
  const rounds = values.short ? 1 : numberOf('rounds', values.rounds);
  if (values.write && values.short) throw new Error('What --short measures are no figures to --write.');
  const peer = values['no-peer'] ? undefined : findPeer();
  const versions = [`Node ${process.version}`, `XRootD ${xrootd()}`, ...(peer ? [peerVersion(peer)] : [])];
  console.log(machine(versions));
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort(new Error('interrupted')));
  for (const part of chosen) {
    if (interrupt.signal.aborted) break;
    const left = end - performance.now();
    console.log(`\n${part.name}: ${part.title}\n`);
    if (!values.short && left < part.minutes * MINUTE) {
      console.log(`Left out: it takes ${part.minutes} minutes, and ${(left / MINUTE).toFixed(1)} are left.`);
      continue;
    }
    const begun = performance.now();
    try {
      const within = values.short ? SHORT : part.minutes * MINUTE;
      const measured = await part.measure({
        short: values.short,
        peer,
        rounds,
        within,
        signal: interrupt.signal,
      });
      const table = peer ? measured : {...measured, notes: [...measured.notes, 'alien.py was not here.']};
      console.log(columns(table.head, table.rows));
      for (const note of table.notes) console.log(note);
      if (values.write) await writeTable(part.name, table, versions);
    } catch (error) {
      console.log(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
    console.log(`(${((performance.now() - begun) / 1000).toFixed(0)} s)`);
  }
  if (interrupt.signal.aborted) process.exitCode = 130;
}

function choose(parts: readonly Part[], names: readonly string[]): readonly Part[] {
  const unknown = names.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no part ${unknown.join(', ')}; there are ${parts.map(({name}) => name).join(', ')}.`,
    );
  return names.length === 0 ? parts : parts.filter(({name}) => names.includes(name));
}

function numberOf(flag: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${flag} takes a number above 0, and not ${text}`);
  return number;
}

function xrootd(): string {
  const {stdout, stderr} = spawnSync('xrdcp', ['--version'], {encoding: 'utf8'});
  return `${stdout}${stderr}`.trim() || 'not here';
}

function peerVersion(peer: string): string {
  const {stdout} = spawnSync(peer, ['version'], {encoding: 'utf8'});
  return /alien\.py version: \S+/.exec(stdout)?.[0].replace(' version:', '') ?? 'alien.py';
}
