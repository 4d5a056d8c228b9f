import assert from 'node:assert/strict';
import {ELEMENTS} from '../../../src/catalogue/elements/elements.ts';
import type {StorageElement} from '../../../src/catalogue/elements/elements.ts';
import type {Guid} from '../../../src/catalogue/names/names.ts';
import {Faults} from '../../../src/faults/faults.ts';
import {Answer} from '../../../src/service/answers/answer.ts';
import {EnvelopeSealer} from '../../../src/service/call/envelope.ts';
import {grant} from '../../../src/service/access/granted.ts';
import type {Content} from '../../../src/service/access/granted.ts';
import type {Grid} from '../../../src/service/call/grid.ts';
import {MacaroonMint} from '../../../src/storage/macaroon.ts';
import type {Session} from '../../../src/service/identity/session.ts';

const GUID = '01234567-89AB-CDEF-0123-456789ABCDEF' as Guid;
const [DISK, , TAPE] = ELEMENTS as [StorageElement, StorageElement, StorageElement];
const READ: Content = {access: 'read', size: 5, md5: 'd'.repeat(32), url: false};

/** One result as a client reads it. */
type Told = Readonly<Record<string, string | null>>;

describe('access that was granted', () => {
  let faults: Faults;
  /** the replicas of which the storage was told that they are going to be read */
  let announced: string[];
  beforeEach(() => {
    faults = new Faults();
    announced = [];
  });

  const key = Buffer.alloc(32, 7);
  const sealer = new EnvelopeSealer(key);
  const answered = (content: Content, elements = [DISK], member?: string): Told[] => {
    const grid: Partial<Grid> = {
      faults,
      envelopes: sealer,
      urlOf: ({number}, path) => `root://host:${number}/${path}`,
      httpUrlOf: ({http, number}, path) => (http ? `https://host:${number}${path}` : undefined),
      beforeRead: (element, path) => announced.push(`${element.name} ${path}`),
    };
    const session = {account: {name: 'demo'}} as Session;
    const answer = new Answer();
    const granted = elements.map((element) => ({element, path: `${element.root}/x`, guid: GUID, member}));
    grant({answer, session, grid: grid as Grid}, content, granted);
    return (JSON.parse(answer.serialise({user: 'demo', currentdir: '/'})) as {results: Told[]}).results;
  };
  const one = (content: Content, elements = [DISK], member?: string) =>
    answered(content, elements, member)[0] ?? assert.fail('nothing was granted');

  /** What an envelope lets its holder do. */
  const activities = (content: Content): string[] => {
    const [macaroon = ''] = String(one(content)['envelope']).split('&');
    const caveats = new MacaroonMint(key).read(macaroon)?.caveats ?? [];
    return caveats.find((caveat) => caveat.startsWith('activity:'))?.split(/[:,]/) ?? [];
  };

  it('is one result for each replica, with all that a client needs', () => {
    const results = answered(READ, [DISK, TAPE]);
    assert.equal(results.length, 2);
    const [{envelope, message, ...first} = {}, {tags, se} = {}] = results;
    assert.deepEqual(first, {
      url: 'root://host:1//disk1/x',
      guid: GUID,
      se: 'ALICE::SANDBOX::DISK1',
      tags: '[disk]',
      nSEs: '2',
      md5: READ.md5,
      size: '5',
    });
    assert.deepEqual([tags, se], ['[tape]', 'ALICE::SANDBOX::TAPE']);
    assert.equal(
      message,
      `root://host:1//disk1/x\nSE: ALICE::SANDBOX::DISK1 (needs encrypted envelopes)\nEncrypted envelope:\n${String(envelope)}`,
    );
  });

  it('names the member of an archive behind its address', () => {
    assert.equal(one(READ, [DISK], 'a.root')['url'], 'root://host:1//disk1/x#a.root');
    assert.match(String(one(READ, [DISK], 'a.root')['message']), /^root:\/\/host:1\/\/disk1\/x\n/);
  });

  it('tells the storage of a read, not of a write', () => {
    answered(READ, [DISK, TAPE]);
    assert.deepEqual(announced, ['ALICE::SANDBOX::DISK1 /disk1/x', 'ALICE::SANDBOX::TAPE /tape/x']);
    answered({...READ, access: 'write'});
    assert.equal(announced.length, 2);
  });

  it('has the address of HTTP in the text for people, and an envelope without line breaks, for a URL', () => {
    const usual = one(READ);
    const forUrl = one({...READ, url: true});
    assert.match(String(forUrl['message']), /^https:\/\/host:1\/disk1\/x\n/);
    assert.equal(forUrl['url'], usual['url']);
    assert.match(String(usual['envelope']), /\n/);
    assert.equal(forUrl['envelope'], String(usual['envelope']).replaceAll('\n', ''));
    assert.match(
      String(one({...READ, url: true}, [TAPE])['message']),
      /^null\n/,
      'it is not reached by HTTP',
    );
  });

  it('forgets the md5 of what is read as often as it is told to, and never that of a write', async () => {
    await faults.set('no-md5', {count: 1});
    assert.equal(one({...READ, access: 'write'})['md5'], READ.md5);
    assert.deepEqual(
      answered(READ, [DISK, TAPE]).map(({md5}) => md5),
      [null, null],
    );
    assert.equal(one(READ)['md5'], READ.md5);
  });

  it('lets a written file be removed again, unless the storage is one that does not', async () => {
    const write: Content = {...READ, access: 'write'};
    assert.ok(activities(write).includes('DELETE'));
    await faults.set('no-removal');
    assert.equal(activities(write).includes('DELETE'), false);
    assert.ok(activities(write).includes('UPLOAD'));
    assert.equal(activities(READ).includes('UPLOAD'), false);
  });
});
