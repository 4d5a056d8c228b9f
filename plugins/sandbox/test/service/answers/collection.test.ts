import assert from 'node:assert/strict';
import {Catalogue} from '../../../src/catalogue/catalogue.ts';
import {readCollection} from '../../../src/catalogue/collections/collection.ts';
import {newFile} from '../../../src/catalogue/entries/entries.ts';
import {newGuid} from '../../../src/catalogue/names/guid.ts';
import {childOf, lfnFrom} from '../../../src/catalogue/names/names.ts';
import {collectionXml} from '../../../src/service/answers/collection.ts';

describe('collections', () => {
  it('are read as they were written', () => {
    const catalogue = new Catalogue(':memory:');
    const home = catalogue.entries.createDirectories(lfnFrom('/home'), 'demo');
    assert.ok(home);
    const guid = newGuid();
    const add = (name: string, more: object): ReturnType<typeof catalogue.entries.create> =>
      catalogue.entries.create(home, newFile(childOf(home.lfn, name), 'demo', more));
    const files = [add('a & b', {guid, size: 5, md5: 'abc'}), add('touched', {})];
    const text = collectionXml(files, {command: 'find "x" <y>', creator: 'demo'});
    assert.match(
      text,
      /<file name="a &amp; b" .* lfn="\/home\/a & b" .* turl="alien:\/\/\/home\/a &amp; b" /,
    );
    assert.match(text, /<info command="find &quot;x&quot; &lt;y&gt;" creator="demo" /);
    assert.deepEqual(readCollection(text), [
      {lfn: '/home/a & b', guid, size: '5', md5: 'abc'},
      {lfn: '/home/touched', guid: undefined, size: '0', md5: ''},
    ]);
    catalogue.close();
  });
});
