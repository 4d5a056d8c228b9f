import assert from 'node:assert/strict';
import {Catalogue} from '../../src/catalogue/catalogue.ts';
import {newFile} from '../../src/catalogue/entries/entries.ts';
import {newGuid} from '../../src/catalogue/names/guid.ts';
import {childOf, lfnFrom} from '../../src/catalogue/names/names.ts';
import {Chronicle} from '../../src/catalogue/chronicle.ts';
import {Expiry} from '../../src/catalogue/expiry.ts';

describe('expiry', () => {
  it('removes the files whose time is over, and says so', () => {
    const catalogue = new Catalogue(':memory:');
    const {entries} = catalogue;
    const home = entries.createDirectories(lfnFrom('/home'), 'demo');
    assert.ok(home);
    const now = Math.floor(Date.now() / 1000);
    for (const [name, expires] of [
      ['past', now - 1],
      ['future', now + 1000],
      ['never', null],
    ] as const) {
      entries.expire(entries.create(home, newFile(childOf(home.lfn, name), 'demo')), expires);
    }
    entries.expire(home, now - 1);
    const chronicle = new Chronicle();
    let told = 0;
    const expiry = new Expiry(catalogue, chronicle, () => told++);
    expiry.run();
    expiry.run();
    expiry.stop();
    assert.deepEqual(
      entries.list(home).map(({name}) => name),
      ['future', 'never'],
    );
    assert.equal(told, 1);
    const [chapter] = chronicle.all();
    assert.deepEqual([chapter?.log, chapter?.frequency], ['0 files removed', 3600]);
    catalogue.close();
  });

  it('removes what was written for a booking that has run out', () => {
    const catalogue = new Catalogue(':memory:');
    const booking = {guid: newGuid(), lfn: lfnFrom('/home/f'), owner: 'demo', gowner: 'demo'};
    const details = {...booking, size: 1, md5: null, jobid: null};
    catalogue.bookings.put({...details, se: 1, path: '/disk1/old', expires: Date.now() - 1});
    catalogue.bookings.put({...details, se: 2, path: '/disk2/new', expires: Date.now() + 60_000});
    let told = 0;
    const expiry = new Expiry(catalogue, new Chronicle(), () => told++);
    expiry.run();
    expiry.stop();
    assert.deepEqual(
      catalogue.replicas.queuedDeletions(9).map(({path}) => path),
      ['/disk1/old'],
    );
    assert.equal(told, 1);
    assert.ok(catalogue.bookings.get(booking.guid, 2));
    catalogue.close();
  });

  it('runs at the intervals that an admin sets', () => {
    const chronicle = new Chronicle();
    const set: number[] = [];
    chronicle.announce('a', 60, (seconds) => set.push(seconds));
    chronicle.announce('b');
    assert.deepEqual([chronicle.setFrequency('a', 5), chronicle.setFrequency('b', 5)], [true, false]);
    assert.deepEqual(set, [5]);
    assert.equal(chronicle.all()[0]?.frequency, 5);
  });
});
