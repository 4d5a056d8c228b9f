import assert from 'node:assert/strict';
import fc from 'fast-check';
import {accessRead} from '../../../src/lib/catalogue/access.ts';
import {entryFrom} from '../../../src/lib/catalogue/entry.ts';
import {announced, stampOf} from '../../../src/lib/catalogue/entry-times.ts';
import {findAll, findEntries} from '../../../src/lib/catalogue/find.ts';
import {statEntry} from '../../../src/lib/catalogue/lookup.ts';
import {DoubtfulAnswer} from '../../../src/lib/catalogue/result-reader.ts';
import {lookUpEntries, statEntries} from '../../../src/lib/catalogue/stat-entries.ts';
import {absoluteLfn} from '../../../src/lib/paths/lfn.ts';
import type {Result} from '../../../src/lib/session/requests/answer.ts';
import type {Requester} from '../../../src/lib/session/requests/requester.ts';

const NOTHING = 'd41d8cd98f00b204e9800998ecf8427e';
const MD5 = '58ca7abc42b2cdfe2e08655d485de77e';
const GUID = '00c78ab3-e604-11f1-87cc-02fc00000001';
/** when it was made, and when the catalogue says that it was registered */
const MADE = 1_795_304_029_253;
const REGISTERED = 1_795_304_030_000;
const FILE = {lfn: '/d/f', type: 'f', size: '17', md5: MD5, guid: GUID, ctime: String(REGISTERED)};
const LFN = absoluteLfn('/d/f');

const answering = (results: readonly Result[], exitcode = '0', error = ''): Requester => ({
  request: () => Promise.resolve({metadata: {user: '', currentdir: '/', exitcode, error}, results}),
});

describe('what the service says of an entry', () => {
  it('is believed where it fits together', () => {
    const {size, md5, guid, changed, doubt} = entryFrom({...FILE, md5: MD5.toUpperCase()}) ?? {};
    assert.deepEqual([size, md5, guid, changed, doubt], [17, MD5, GUID, new Date(REGISTERED), undefined]);
    for (const usual of [
      {size: 17},
      {md5: ''},
      {md5: null},
      {md5: '0'},
      {guid: ''},
      {size: '0', md5: NOTHING, guid: ''},
      {size: '0', md5: '', guid: ''},
      {size: '0', md5: NOTHING}, // an empty member of an archive
      {lfn: '/d/f/', type: 'd', size: undefined, md5: undefined, guid: undefined},
    ])
      assert.equal(entryFrom({...FILE, ...usual})?.doubt, undefined, JSON.stringify(usual));
  });

  it('is in doubt where it cannot be read or contradicts itself', () => {
    for (const odd of [
      {size: undefined},
      {size: null},
      {size: ''},
      {size: 'abc'},
      {size: '-1'},
      {size: '1.5'},
      {size: '1e3'},
      {size: ' 17'},
      {size: -1},
      {size: 1e300},
      {size: '99999999999999999999'},
      {size: []},
      {size: true},
      {size: '0'},
      {size: '0', md5: ''},
      {size: '0', guid: ''},
      {md5: NOTHING},
      {md5: 'abc'},
      {md5: {}},
      {guid: 'abc'},
      {guid: []},
      {type: {}},
      {type: 1},
      {lfn: '/d/f/'},
    ])
      assert.notEqual(entryFrom({...FILE, ...odd})?.doubt, undefined, JSON.stringify(odd));
  });

  it('may be anything: it never throws', () => {
    const value = fc.oneof(fc.jsonValue(), fc.string(), fc.constant(undefined));
    const keys = ['lfn', 'type', 'size', 'md5', 'guid', 'ctime', 'owner', 'jobid', 'perm'];
    fc.assert(
      fc.property(fc.record(Object.fromEntries(keys.map((key) => [key, value]))), (result) => {
        const entry = entryFrom(result);
        assert.ok(entry === undefined || (Number.isSafeInteger(entry.size) && entry.size >= 0));
        assert.ok(!Number.isNaN(entry?.changed?.getTime() ?? 0));
      }),
    );
  });
});

describe('lists and looks', () => {
  it('are incomplete where the service says so, or names nothing', async () => {
    const isIncomplete = async (grid: Requester) => (await findAll(grid, LFN)).incomplete !== undefined;
    assert.equal(await isIncomplete(answering([FILE])), false);
    assert.equal(await isIncomplete(answering([FILE], '0', 'a table did not answer')), true);
    for (const lfn of [undefined, null, 7, '', 'relative'])
      assert.equal(await isIncomplete(answering([FILE, {...FILE, lfn}])), true, String(lfn));
    await assert.rejects(findEntries(answering([FILE], '0', 'oh'), LFN), /may be incomplete: oh/);
  });

  it('tell what is there, what is not, and do not take silence for an answer', async () => {
    assert.equal((await statEntries(answering([FILE]), [LFN])).size, 1);
    assert.equal((await statEntries(answering([], '2', 'No such file'), [LFN])).size, 0);
    assert.equal(await statEntry(answering([], '2'), LFN), undefined);
    await assert.rejects(statEntries(answering([]), [LFN]), DoubtfulAnswer);
    await assert.rejects(statEntry(answering([]), LFN), DoubtfulAnswer);
    const blank = absoluteLfn('/d/f ');
    await assert.rejects(statEntries(answering([FILE]), [blank]), /it answers for \/d\/f/);
    const {found, untold} = await lookUpEntries(answering([FILE]), [LFN, blank]);
    assert.deepEqual([[...found.keys()], [...untold.keys()]], [[LFN], [blank]]);
  });

  it('give no leave to read where size and md5 contradict each other', async () => {
    const replica = {...FILE, url: 'root://h//f', envelope: 'e', se: 'A::B::C', tags: '[disk]'};
    assert.equal((await accessRead(answering([replica]), LFN))[0]?.size, 17);
    await assert.rejects(accessRead(answering([{...replica, size: '0'}]), LFN), DoubtfulAnswer);
  });
});

describe('the times of a file', () => {
  const changed = new Date(REGISTERED);

  it('are that of its GUID, as long as that is not later than its registration', () => {
    assert.equal(announced({guid: GUID, changed})?.getTime(), MADE);
    assert.equal(announced({guid: GUID, changed: new Date(MADE - 1001)})?.getTime(), MADE - 1001);
    for (const guid of [undefined, GUID.replace('-11f1-', '-41f1-'), 'abc'])
      assert.equal(announced({guid, changed}), changed);
  });

  it('are one stamp, different for what was registered in the same second', () => {
    assert.equal(stampOf({guid: GUID, changed})?.getTime(), REGISTERED + 253);
    assert.equal(stampOf({guid: undefined, changed}), changed);
    assert.equal(stampOf({guid: GUID, changed: undefined}), undefined);
  });
});
