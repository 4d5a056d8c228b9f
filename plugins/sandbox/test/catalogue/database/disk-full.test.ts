import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {Catalogue} from '../../../src/catalogue/catalogue.ts';
import {isDiskFull} from '../../../src/catalogue/database/disk-full.ts';

describe('a full disk', () => {
  it('is told from other failures', () => {
    const folder = mkdtempSync(join(tmpdir(), 'alien-full-'));
    const catalogue = new Catalogue(join(folder, 'catalogue.sqlite'));
    const {database} = catalogue;
    const [{page_count: pages} = {}] = database.prepare('PRAGMA page_count').all();
    database.exec(`PRAGMA max_page_count = ${String(pages)}`);
    const add = (name: string): void =>
      catalogue.addUser({name, fullname: 'x'.repeat(10_000), email: '', roles: [name], subject: null});
    assert.throws(() => add('big'), isDiskFull);
    assert.equal(catalogue.users.byName('big'), undefined, 'nothing of it is there');
    assert.equal(isDiskFull(new Error('something else')), false);
    assert.throws(
      () => new DatabaseSync('/no/such/folder/file'),
      (error) => !isDiskFull(error),
    );
    catalogue.close();
    rmSync(folder, {recursive: true});
  });
});
