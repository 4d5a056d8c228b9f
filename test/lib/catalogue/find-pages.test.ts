import assert from 'node:assert/strict';
import fc from 'fast-check';
import {type PagedFind, findPages} from '../../../src/lib/catalogue/find-pages.ts';
import {parts} from '../../../src/lib/flow/parts.ts';
import type {Answer} from '../../../src/lib/session/requests/answer.ts';
import {AnswerCutShort} from '../../../src/lib/session/reading/answer-reader.ts';
import type {RequestOptions, Requester} from '../../../src/lib/session/requests/requester.ts';

/** A service that has found these names; `-l` and `-o` are read as the real one does. */
class Service implements Requester {
  names: string[];
  readonly limits: string[] = [];
  refuses = false;
  /** pages come in parts of so many; 0: as a whole */
  partLength = 0;
  /** the pages that break off behind their first half */
  breaksOff: (page: number) => boolean = () => false;

  constructor(count: number) {
    this.names = Array.from({length: count}, (_, index) => `/d/${String(index).padStart(6, '0')}`);
  }

  async request(_: string, words: readonly string[] = [], {onResults}: RequestOptions = {}): Promise<Answer> {
    const valueOf = (option: string): string | undefined =>
      words.includes(option) ? words[words.indexOf(option) + 1] : undefined;
    const [limit, offset] = [Number(valueOf('-l') ?? Infinity), Number(valueOf('-o') ?? 0)];
    this.limits.push(String(limit));
    const metadata = {user: 'demo', currentdir: '/', exitcode: this.refuses ? '20' : '0', error: ''};
    const results = this.names.slice(offset, offset + limit).map((lfn) => ({lfn}));
    if (this.refuses) return {metadata, results: []};
    if (this.partLength === 0 || results.length <= this.partLength) return {metadata, results};
    const isCut = this.breaksOff(this.limits.length);
    const sent = isCut ? results.slice(0, results.length / 2) : results;
    for (const part of parts(sent, this.partLength)) await onResults?.(part, metadata);
    if (isCut) throw new AnswerCutShort('It broke off.');
    return {metadata, results: []};
  }
}

const FIND: PagedFind = {options: [], directory: '/d', pattern: '*'};

async function sizesAndNames(service: Service, find = FIND, each?: () => void) {
  const [sizes, names]: [number[], unknown[]] = [[], []];
  for await (const {answer, failure} of findPages(service, find)) {
    assert.equal(failure?.exitCode, service.refuses ? 20 : undefined);
    sizes.push(answer.results.length);
    names.push(...answer.results.map(({lfn}) => lfn));
    each?.();
  }
  return {sizes, names};
}

describe('pages of what is found', () => {
  it('hold all of it once, whatever window is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(40_000),
        fc.option(fc.integer({min: 1, max: 40_000}), {nil: undefined}),
        fc.nat(3000),
        async (count, limit, offset) => {
          const service = new Service(count);
          const {names} = await sizesAndNames(service, {...FIND, limit, offset});
          assert.deepEqual(names, service.names.slice(offset, offset + (limit ?? Infinity)));
        },
      ),
      {numRuns: 30},
    );
  });

  it('hold all of it once in whatever parts they come, and where they break off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(40_000),
        fc.option(fc.integer({min: 1, max: 40_000}), {nil: undefined}),
        fc.nat(3000),
        fc.integer({min: 1, max: 9000}),
        fc.infiniteStream(fc.boolean()),
        async (count, limit, offset, partLength, cuts) => {
          const service = new Service(count);
          service.partLength = partLength;
          service.breaksOff = () => cuts.next().value === true;
          const {names} = await sizesAndNames(service, {...FIND, limit, offset});
          assert.deepEqual(names, service.names.slice(offset, offset + (limit ?? Infinity)));
        },
      ),
      {numRuns: 30},
    );
  });

  it('let the rest of a page go that is not wanted any more', async () => {
    const service = new Service(5000);
    service.partLength = 10;
    for await (const page of findPages(service, FIND)) {
      assert.equal(page.answer.results.length, 10);
      break;
    }
    assert.equal(service.limits.length, 1);
  });

  it('end with the failure where a page breaks off without anything new', async () => {
    const service = new Service(5000);
    service.partLength = 1;
    service.breaksOff = () => true;
    service.request = () => Promise.reject(new AnswerCutShort('It broke off.'));
    await assert.rejects(sizesAndNames(service), AnswerCutShort);
  });

  it('are small at first, bounded after that, and never asked for with the same limit', async () => {
    for (const [options, largest] of [
      [[], 35_000],
      [['-f'], 17_000],
      [['-wh'], 17_000],
    ] as const) {
      const service = new Service(150_000);
      const {sizes} = await sizesAndNames(service, {...FIND, options});
      assert.equal(sizes[0], 1000);
      assert.ok(Math.max(...sizes) < largest, String(sizes));
      assert.equal(new Set(service.limits).size, service.limits.length);
    }
  });

  it('lose and repeat nothing where names before them go away meanwhile', async () => {
    const service = new Service(5000);
    const all = [...service.names];
    const {names} = await sizesAndNames(service, FIND, () => service.names.splice(0, 3));
    assert.deepEqual(names, all);
  });

  it('end with a refusal', async () => {
    const service = new Service(5);
    service.refuses = true;
    assert.deepEqual((await sizesAndNames(service)).sizes, [0]);
  });
});
