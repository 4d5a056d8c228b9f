import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {COMMANDS} from '../../src/service/commands/index.ts';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';
import type {Client, Reply} from '../support/client.ts';
import {ACCOUNT} from './cases/account.ts';
import type {Asked, Case} from './cases/case.ts';
import {CATALOGUE} from './cases/catalogue.ts';
import {FILES} from './cases/files.ts';
import {JOBS} from './cases/jobs.ts';
import {STORAGE} from './cases/storage.ts';
import {plant, putJobs} from './tree.ts';
import {render} from './render.ts';

const RECORDS = join(import.meta.dirname, 'records');
const RENEW = process.env['RENEW_GOLDEN'] === 'yes';
const CASES = {...CATALOGUE, ...FILES, ...STORAGE, ...ACCOUNT, ...JOBS};

/** What every command is asked, whatever it does. */
const ALWAYS: Readonly<Record<string, Case>> = {
  'no words': [],
  'unknown options': ['-Zzq', '--no-such-option'],
};
/** Without words, one takes three seconds, and one tells of what goes on in the background. */
const NEVER_BARE = new Set(['ping', 'listTransfer']);

/** What the sandbox answers, command by command. `npm run golden` writes the records anew: look at the difference. */
describe('golden records', () => {
  let shared: TestGrid;
  const start = async (): Promise<TestGrid> => {
    const grid = await startGrid({users: ['demo']});
    await grid.addUser('kim', {roles: ['shift']});
    return grid;
  };
  before(async () => (shared = await start()));
  after(() => shared.stop());

  it('are there for every command, and for no other', () => {
    const kept = readdirSync(RECORDS).map((file) => file.replace('.txt', ''));
    const commands = [...COMMANDS.keys()];
    const without = commands.filter((name) => !(name in CASES) || !(kept.includes(name) || RENEW));
    assert.deepEqual(without, [], 'add cases in test/golden/cases, then run `npm run golden`');
    assert.deepEqual(
      kept.filter((name) => !commands.includes(name)),
      [],
    );
    for (const [name, cases] of Object.entries(CASES)) {
      assert.ok(
        Object.values(cases).some((one) => 'user' in one),
        `${name} is asked by nobody else`,
      );
    }
  });

  for (const command of COMMANDS.keys()) {
    const cases = CASES[command];
    if (cases === undefined) continue;
    it(`of ${command}`, async () => {
      const ownQueue = command in JOBS;
      const grid = ownQueue ? await start() : shared;
      try {
        const dir = `/alice/cern.ch/user/d/demo/${command}`;
        await plant(grid, dir);
        const names = ownQueue ? putJobs(grid) : {};
        const all = NEVER_BARE.has(command) ? cases : {...cases, ...ALWAYS};
        const text = await record(grid, command, all, {...names, $DIR: dir});
        const file = join(RECORDS, `${command}.txt`);
        if (RENEW) writeFileSync(file, text);
        assert.equal(text, existsSync(file) ? readFileSync(file, 'utf8') : '', '`npm run golden` renews it');
      } finally {
        if (ownQueue) await grid.stop();
      }
    });
  }
});

/** Asks all of it and writes down what was answered. */
async function record(
  grid: TestGrid,
  command: string,
  cases: Readonly<Record<string, Case>>,
  names: Readonly<Record<string, string>>,
): Promise<string> {
  const known: Record<string, string> = {...names};
  const clients = new Map<string, Client>();
  const clientOf = async (user: string): Promise<Client> => {
    const client = clients.get(user) ?? (await connect(grid, user));
    // Everybody else stays at home and names things in full.
    if (!clients.has(user) && user === 'demo') await client.must('cd', known['$DIR']);
    clients.set(user, client);
    return client;
  };
  const [{guid}] = (await (await clientOf('demo')).must('lfn2guid', 'hello.txt')) as [{guid: string}];
  known['$GUID'] = guid;
  const parts: string[] = [];
  for (const [title, one] of Object.entries(cases)) {
    const asked: Asked = 'words' in one ? one : {words: one};
    const user = asked.user ?? 'demo';
    const words = asked.words.map((word) => word.replace(/\$[A-Z]+(\.\w+)?/g, (name) => known[name] ?? name));
    const reply = await (await clientOf(user)).ask(asked.command ?? command, ...words);
    learn(reply, known);
    parts.push(render({title, user, command: asked.command ?? command, words: asked.words}, reply));
  }
  for (const client of clients.values()) client.socket.close();
  return parts.join('\n');
}

/** Later requests may need what this one was given. */
function learn(reply: Reply, known: Record<string, string>): void {
  for (const [key, value] of Object.entries(reply.results[0] ?? {})) {
    if (typeof value === 'string') known[`$LAST.${key}`] = value;
  }
}
