import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {errorText} from '../../../src/service/answers/errno.ts';
import {startGrid} from '../../../src/testing.ts';
import type {TestGrid} from '../../../src/testing.ts';
import {connect} from '../../support/client.ts';
import type {Client, Reply} from '../../support/client.ts';
import {mask} from '../../support/mask.ts';
import {ASKED, requestsFor} from './requests.ts';

const RECORDS = join(import.meta.dirname, 'records');
/** Those that were looked at by people, against the recordings of a real service. */
const GOLDEN = join(import.meta.dirname, '../records');
const RENEW = process.env['RENEW_GOLDEN'] === 'yes';
const HOME = '/alice/cern.ch/user/d/demo';
/** The number of the first job of a grid. */
const FIRST_JOB = 1888757065;
const NOGUID = '00c78ab3-e604-11f1-87cc-02fc00000001';

/** The exit codes that recordings of a real service know. */
const CODES = new Set([0, 1, 2, 3, 5, 6, 20, 21, 22, 38, 53, 61, 67, 77, 84, 117, 121, 122, 126]);
/** Errors that begin otherwise than with the text of their code. */
const PLAIN = [
  /^Command not found or not implemented yet$/,
  /^'cp' grid command is not implemented\. Please use native client's Cp\(\) method$/,
  /^Resubmit: /,
];

/** What changes things that others of its requests see: each is asked in a new place. */
const CHANGERS = new Set(
  'chmod chown commit deleteMirror kill mirror mkdir mv registerOutput resubmit rm rmdir submit touch'.split(
    ' ',
  ),
);
/** What tells of all jobs there are, or makes some: each has a grid of its own. */
const COUNTERS = new Set('kill masterjob ps registerOutput resubmit submit uptime w'.split(' '));
/** What changes the connection too. */
const SWITCHERS = new Set(['user', 'setSite', 'timing', 'cd']);

/**
 * Asks every command for every kind of operand. There is no real service to compare with here, so that is looked at
 * which all of its recorded answers have in common; and the answers are kept, so that a change shows.
 */
describe('odd requests', () => {
  let shared: TestGrid;
  let places = 0;
  let names: Readonly<Record<string, string>>;
  before(async () => {
    shared = await startGrid({users: ['demo']});
    assert.equal(newJob(shared), FIRST_JOB);
  });
  after(() => shared.stop());

  /** A new place with the usual things, which the client goes to. */
  const move = async (grid: TestGrid, client: Client, job: number): Promise<string> => {
    const place = `${HOME}/${++places}/w`;
    await grid.storeFile({lfn: `${place}/f`, owner: 'demo', content: 'one\ntwo\n', spec: 'disk:2'});
    await grid.storeFile({lfn: `${place}/d/g`, owner: 'demo', content: 'three\n', spec: 'disk:1'});
    await client.must('touch', `${place}/t`, `${place}/d/u`);
    await client.must('cd', place);
    const [{guid} = {}] = await client.must('lfn2guid', 'f');
    names = {GUID: String(guid), NOGUID, JOB: String(job)};
    return place;
  };

  for (const command of ASKED) {
    it(command, async () => {
      const grid = COUNTERS.has(command) ? await startGrid({users: ['demo']}) : shared;
      try {
        const text = await recordOf(command, grid);
        assert.deepEqual(grid.troubles, [], 'nothing goes wrong inside');
        const file = join(RECORDS, `${command}.txt`);
        if (RENEW) writeFileSync(file, text);
        assert.equal(text, existsSync(file) ? readFileSync(file, 'utf8') : '', '`npm run golden` renews it');
      } finally {
        if (grid !== shared) await grid.stop();
      }
    });
  }

  /** Asks all of it, and writes down what was answered, a line each. */
  const recordOf = async (command: string, grid: TestGrid): Promise<string> => {
    const known = keysKnownOf(command);
    let client = await connect(grid);
    let place = await move(grid, client, COUNTERS.has(command) ? newJob(grid) : FIRST_JOB);
    const lines: string[] = [];
    for (const words of requestsFor(command)) {
      if (SWITCHERS.has(command)) {
        client.socket.close();
        client = await connect(grid);
      }
      if (CHANGERS.has(command) || SWITCHERS.has(command)) {
        place = await move(grid, client, COUNTERS.has(command) ? newJob(grid) : FIRST_JOB);
      }
      const reply = await client.ask(command, ...words.map((word) => names[word] ?? word));
      const request = [command, ...words.map(quoted)].join(' ');
      lookAt(reply, request, known);
      lines.push(`${request} -> ${summaryOf(reply, command, place, names)}\n`);
    }
    client.socket.close();
    return lines.join('');
  };

  it('are kept for the commands that are asked, and for no other', () => {
    const kept = readdirSync(RECORDS).map((file) => file.replace('.txt', ''));
    assert.deepEqual(kept.sort(), [...ASKED].sort());
  });
});

function newJob(grid: TestGrid): number {
  return grid.jobs.insert({owner: 'demo', name: 'j', jdl: 'Executable = "/bin/j";\n'});
}

function quoted(word: string): string {
  return /^[^\s"]+$/.test(word) ? word : JSON.stringify(word);
}

/** What holds for all that a real service answers. */
function lookAt({metadata, results}: Reply, request: string, known: ReadonlySet<string>): void {
  const {error, exitcode, currentdir} = metadata;
  const code = Number(exitcode);
  assert.ok(CODES.has(code), `${request}: exit code ${exitcode}`);
  assert.match(currentdir, /^\/.*\/$|^\/$/, request);
  assert.doesNotMatch(error, /\n\s+at |undefined|\[object|NaN/, request);
  if (code === 0) assert.match(error, /^$|\n$/, `${request}: a warning ends its line`);
  else if (!PLAIN.some((plain) => plain.test(error))) {
    const text = errorText(code);
    assert.ok(error === text || error.startsWith(`${text} : `), `${request}: ${error}`);
  }
  for (const result of results) {
    assert.notDeepEqual(Object.keys(result), [], `${request}: an empty result`);
    for (const [key, value] of Object.entries(result)) {
      const kind = value === null ? 'null' : typeof value;
      assert.ok(known.has(key), `${request}: no record of this command has the key ${key}`);
      const odd = {md5: 'null', TTL: 'number', replicas: 'object'}[key];
      assert.ok(kind === 'string' || kind === odd, `${request}: ${key} is a ${kind}`);
    }
    const {message} = result;
    if (typeof message === 'string') assert.doesNotMatch(message, /\n$|undefined|\[object|NaN/, request);
  }
}

/** The keys of results that the golden records of a command show. */
function keysKnownOf(command: string): Set<string> {
  const text = readFileSync(join(GOLDEN, `${command}.txt`), 'utf8');
  const results = text.split('\n').filter((line) => line.startsWith('{'));
  return new Set(results.flatMap((line) => Object.keys(JSON.parse(line) as Record<string, unknown>)));
}

/** Code, error, and of the results how many there are of each kind, with the first line of the first text. */
function summaryOf(
  reply: Reply,
  command: string,
  place: string,
  names: Readonly<Record<string, string>>,
): string {
  const shown = (text: string): string =>
    Object.entries(names)
      .reduce((rest, [name, value]) => rest.replaceAll(value, name), text)
      .replaceAll(place, '$P')
      .replaceAll(place.replace(/\/w$/, ''), '$ABOVE')
      .replace(/\b\d+(?= msec|\/\d)/g, 'n');
  const [first] = reply.results;
  const line = typeof first?.['message'] === 'string' ? shown(first['message']).split('\n')[0] : undefined;
  const masked = mask(reply, command) as {metadata: {error: string}; results: [string, unknown][][]};
  const kinds = masked.results.map((result) => result.map(([key]) => key).join(','));
  const counts = [...new Set(kinds)].map((kind) => {
    const count = kinds.filter((other) => other === kind).length;
    return `${count}x(${kind})`;
  });
  const error = reply.metadata.error === '' ? [] : [JSON.stringify(shown(masked.metadata.error))];
  const text = line === undefined ? [] : [`| ${maskedLine(line, command)}`];
  return [reply.metadata.exitcode, ...error, ...counts, ...text].join(' ').trimEnd();
}

/** Without what no two grids have alike. */
function maskedLine(line: string, command: string): string {
  const reply: Reply = {
    metadata: {currentdir: '', exitcode: '0', error: '', user: ''},
    results: [{message: line}],
  };
  const [[[, text]]] = (mask(reply, command) as {results: [[[string, string]]]}).results;
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
