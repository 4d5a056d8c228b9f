import assert from 'node:assert/strict';
import fc from 'fast-check';
import {accessRead, accessWrite, commitReplica} from '../../../src/lib/catalogue/access.ts';
import {renameEntry, touchFiles} from '../../../src/lib/catalogue/change.ts';
import {replicasOfGuid, namelessGuids} from '../../../src/lib/catalogue/content.ts';
import {findAll, findEntries} from '../../../src/lib/catalogue/find.ts';
import {findSorted} from '../../../src/lib/catalogue/find-sorted.ts';
import {lfnBase, resolveLfns, statEntry} from '../../../src/lib/catalogue/lookup.ts';
import {moveEntries} from '../../../src/lib/catalogue/move.ts';
import {exactNames, standsForOthers} from '../../../src/lib/catalogue/patterns.ts';
import {noneExists} from '../../../src/lib/catalogue/remove.ts';
import {statEntries} from '../../../src/lib/catalogue/stat-entries.ts';
import {showAnswer} from '../../../src/lib/cli/relay/show-answer.ts';
import {Output} from '../../../src/lib/cli/show/output.ts';
import {AlienError} from '../../../src/lib/errors/errors.ts';
import {eventLine} from '../../../src/lib/log/event-line.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {
  exitCodeOf,
  isMisread,
  isUnknownCommand,
  parseAnswer,
  textOf,
} from '../../../src/lib/session/requests/answer.ts';
import {errorText, expectSuccess} from '../../../src/lib/session/requests/expect-success.ts';
import {Whereabouts} from '../../../src/lib/session/place.ts';
import {PROOFS} from '../../../src/lib/session/retry/proof.ts';
import type {Requester} from '../../../src/lib/session/requests/requester.ts';
import {requestToken} from '../../../src/lib/tokens/token.ts';

const LFN = '/alice/x' as Lfn;
const GUID = '8c1b1a8e-0000-11ef-8000-0242ac110002';
const REPLICA = {
  url: 'root://h//p',
  envelope: 'e',
  se: 'A::B::C',
  guid: GUID,
  size: 1,
  md5: undefined,
  tags: [],
};

/** Everything here that makes something of an answer. */
const USERS: Record<string, (grid: Requester) => Promise<unknown>> = {
  accessRead: (grid) => accessRead(grid, LFN),
  'accessRead over HTTP': (grid) => accessRead(grid, LFN, {http: true}),
  accessWrite: (grid) => accessWrite(grid, LFN, {size: 1}),
  commitReplica: (grid) => commitReplica(grid, LFN, REPLICA, {size: 1, md5: 'd41d8'}),
  touchFiles: (grid) => touchFiles(grid, [LFN]),
  renameEntry: (grid) => renameEntry(grid, LFN, '/alice/日' as Lfn),
  moveEntries: (grid) => moveEntries(grid, [LFN], '/alice/y' as Lfn, {replace: async () => undefined}),
  findEntries: (grid) => findEntries(grid, LFN),
  findAll: (grid) => findAll(grid, LFN),
  findSorted: (grid) => findSorted(grid, LFN, {site: 'CERN'}, () => {}),
  statEntry: (grid) => statEntry(grid, LFN),
  statEntries: (grid) => statEntries(grid, [LFN]),
  lfnBase: (grid) => lfnBase(grid),
  resolveLfns: (grid) => resolveLfns(grid, ['x']),
  exactNames: (grid) => exactNames(grid, ['a*b']),
  standsForOthers: (grid) => standsForOthers(grid, '/alice/a*b' as Lfn),
  noneExists: (grid) => noneExists(grid, [LFN]),
  namelessGuids: (grid) => namelessGuids(grid, [GUID]),
  replicasOfGuid: (grid) => replicasOfGuid(grid, GUID),
  requestToken: (grid) => requestToken(grid, []),
  commitProof: (grid) => looked(grid, 'commit', ['e', '1', LFN, '644', '0', 'p', 'A::B::C', GUID]),
  rmProof: (grid) => looked(grid, 'rm', [LFN]),
  text: async (grid) => textOf(expectSuccess(await grid.request('x'))),
  json: async (grid) => showAnswer(await grid.request('x'), new Output(NOWHERE, NOWHERE)),
  place: async (grid) => new Whereabouts('CERN').answered({}, 'cd', ['x'], await grid.request('x')),
  kind: async (grid) => {
    const answer = await grid.request('x');
    return [isMisread(answer), isUnknownCommand(answer), errorText(answer), exitCodeOf(answer)];
  },
};
const NOWHERE = {isTTY: true, write: () => true};

function looked(grid: Requester, command: string, words: readonly string[]): Promise<unknown> {
  return PROOFS[command]?.look(words, (...asked) => grid.request(...asked)) ?? assert.fail(command);
}

/** A service that answers everything with one text, read as a session reads it. */
const saying = (text: string): Requester => ({request: async () => parseAnswer(text)});

/** What a value may be in place of the text that belongs there. */
const value = fc.oneof(
  {depthSize: 'small'},
  fc.constantFrom(
    '0',
    '1',
    '-1',
    '1e400',
    'NaN',
    '',
    '/',
    '/alice/x',
    '/alice/x/',
    GUID,
    'root://h//p',
    'true',
  ),
  fc.string({unit: 'binary'}),
  fc.constantFrom(null, true, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER),
  fc.jsonValue(),
);
const KEYS = [
  ...[
    'lfn',
    'path',
    'size',
    'type',
    'md5',
    'guid',
    'ctime',
    'jobid',
    'owner',
    'gowner',
    'perm',
    'url',
    'envelope',
  ],
  ...[
    'se',
    'seName',
    'pfn',
    'tags',
    'error',
    'homedir',
    'replicas',
    'tokencert',
    'tokenkey',
    'status',
    'message',
  ],
  ...['__proto__', 'constructor', 'toString', 'length'],
];
const result = fc.oneof(
  {weight: 8, arbitrary: fc.dictionary(fc.constantFrom(...KEYS), value)},
  {weight: 1, arbitrary: value},
);
const metadata = fc.record(
  {
    exitcode: fc.oneof(
      {weight: 3, arbitrary: fc.constantFrom('0', '2', '22')},
      {weight: 1, arbitrary: value},
    ),
    error: fc.oneof({weight: 3, arbitrary: fc.string()}, {weight: 1, arbitrary: value}),
    user: fc.oneof({weight: 3, arbitrary: fc.constant('demo')}, {weight: 1, arbitrary: value}),
    currentdir: fc.oneof({weight: 3, arbitrary: fc.constant('/alice/')}, {weight: 1, arbitrary: value}),
  },
  {requiredKeys: ['exitcode']},
);
const sound = fc.record({
  metadata: fc.constantFrom(
    ...['0', '2', '256'].map((exitcode) => ({exitcode, error: '', user: 'demo', currentdir: '/alice/'})),
  ),
  results: fc.array(fc.dictionary(fc.constantFrom(...KEYS), value), {maxLength: 3}),
});
const wild = fc.record(
  {metadata: fc.oneof(metadata, value), results: fc.oneof(fc.array(result, {maxLength: 4}), value)},
  {requiredKeys: []},
);
const answer = fc.oneof(sound, wild, fc.jsonValue()).map((each) => JSON.stringify(each));

async function endsInOrder(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AlienError)) throw error;
    assert.ok(error.exitCode >= 1 && error.exitCode <= 255, String(error.exitCode));
  }
}

describe('an answer of any form', () => {
  for (const [name, use] of Object.entries(USERS)) {
    it(`is used or refused by ${name}, and never throws anything else`, async () => {
      await fc.assert(
        fc.asyncProperty(answer, (text) => endsInOrder(() => use(saying(text)))),
        {numRuns: 300},
      );
    });
  }

  it('can be written to the log', () => {
    fc.assert(
      fc.property(answer, (text) => {
        const event = {kind: 'answer', command: 'x', text, milliseconds: 1} as const;
        assert.doesNotMatch(eventLine(event, true), /\n/);
      }),
    );
  });

  const deep = (open: string, close: string, levels = 50_000): string =>
    `{"metadata":{"exitcode":"0","error":"","user":"u","currentdir":"/"},"results":[{"x":${open.repeat(levels)}1${close.repeat(levels)}}]}`;
  for (const [what, text] of [
    ['arrays', deep('[', ']')],
    ['objects', deep('{"a":', '}')],
    ['results', '{"metadata":{},"results":' + '['.repeat(50_000) + ']'.repeat(50_000) + '}'],
  ] as const) {
    it(`is refused where it nests ${what} 50,000 deep`, async () => {
      for (const use of Object.values(USERS)) {
        await assert.rejects(use(saying(text)), {exitCode: 22});
      }
    });
  }

  for (const [what, text] of Object.entries({
    'null in results':
      '{"metadata":{"exitcode":"0","error":"","user":"u","currentdir":"/"},"results":[null]}',
    'an array in results':
      '{"metadata":{"exitcode":"0","error":"","user":"u","currentdir":"/"},"results":[[]]}',
    'a number as exit code':
      '{"metadata":{"exitcode":0,"error":"","user":"u","currentdir":"/"},"results":[]}',
    'an object as message':
      '{"metadata":{"exitcode":"0","error":"","user":"u","currentdir":"/"},"results":[{"message":{}}]}',
    'an array as metadata': '{"metadata":[],"results":[]}',
    'an object as results':
      '{"metadata":{"exitcode":"0","error":"","user":"u","currentdir":"/"},"results":{}}',
  })) {
    it(`is refused with ${what}: exit code 22`, () => {
      assert.throws(() => parseAnswer(text), {exitCode: 22, message: /not an answer/});
    });
  }
});
