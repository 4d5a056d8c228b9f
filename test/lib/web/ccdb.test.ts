import assert from 'node:assert/strict';
import {propertiesText, readListing} from '../../../src/lib/web/ccdb/ccdb-object.ts';
import {placeOf} from '../../../src/lib/web/ccdb/fetch-object.ts';
import {queryPath, readQuery} from '../../../src/lib/web/ccdb/query.ts';
import {serviceUrl} from '../../../src/lib/web/web.ts';
import {toldObject} from './ccdb-service.ts';

describe('a query of the CCDB', () => {
  const QUERIES = [
    ['TPC/Calib', 'TPC/Calib'],
    ['/TPC//Calib/*', 'TPC/Calib'],
    ['TPC/.*', 'TPC'],
    ['1700000000000/a/k=v/b', 'a/b/1700000000000/k=v'],
    ['a/runNumber=1/x=y', 'a/runNumber=1/x=y'],
    ['a b/ü?#', 'a%20b/%C3%BC%3F%23'],
    ['170000000000', '170000000000'],
  ];
  for (const [text = '', path] of QUERIES) {
    it(`${text} asks for ${path}`, () => assert.equal(queryPath(readQuery(text)), path));
  }

  it('with two times or .. is refused', () => {
    for (const text of ['1700000000000/1700000000001', 'a/../b', './a'])
      assert.throws(() => readQuery(text), {exitCode: 22}, text);
  });

  it('goes to an address of the web', () => {
    for (const [text, href] of [
      ['host', 'http://host/'],
      ['host:8080', 'http://host:8080/'],
      ['https://host/ccdb', 'https://host/ccdb'],
    ] as const)
      assert.equal(serviceUrl(text).href, href);
    for (const text of ['ftp://host', 'http://', 'host?x', 'a b'])
      assert.throws(() => serviceUrl(text), {exitCode: 22}, text);
  });
});

describe('an answer of the CCDB', () => {
  it('is read with the names of its headers', () => {
    const listing = readListing({objects: [toldObject('a')], subfolders: ['x/y', {name: 'z', size: 3}]});
    const [object] = listing?.objects ?? [];
    assert.deepEqual(
      [object?.filename, object?.etag, object?.validFrom, object?.size, object?.type],
      ['a.root', 'id-a', 1000, 1, 'TH1F'],
    );
    assert.deepEqual(listing?.subfolders, [
      {name: 'x/y', facts: {}},
      {name: 'z', facts: {size: 3}},
    ]);
    assert.deepEqual(Object.keys(object?.properties ?? {}).sort(), [
      'Content-Length',
      'Content-MD5',
      'Content-Type',
      'Created',
      'ETag',
      'ObjectType',
      'Valid-From',
      'Valid-Until',
      'comment',
      'filename',
      'path',
      'replicas',
    ]);
  });

  it('that is none is not read', () => {
    for (const answer of [null, 'x', [], {objects: 3}, {subfolders: {}}])
      assert.equal(readListing(answer), undefined, JSON.stringify(answer));
    assert.deepEqual(readListing({}), {objects: [], subfolders: []});
  });

  it('gives each object a place, and none outside of the destination', () => {
    const placed = (more: object, layout: 'files' | 'mirror') => {
      const [object] = readListing({objects: [{...toldObject('a'), ...more}]})?.objects ?? [];
      assert.ok(object);
      return placeOf(object, layout);
    };
    assert.equal(placed({}, 'files'), 'det/a_id-a.root');
    assert.equal(placed({}, 'mirror'), 'det/1000/id-a');
    for (const more of [{path: '../det'}, {path: 'a/../../b'}, {ETag: '"../../x"'}, {path: ''}])
      assert.throws(() => placed(more, 'mirror'), /lead out/, JSON.stringify(more));
    const named = {'Content-Disposition': 'inline;filename="../../../etc/passwd"'};
    assert.equal(placed(named, 'files'), 'det/passwd_id-a');
  });

  it('is written as a local CCDB reads it', () => {
    const [object] = readListing({objects: [toldObject('a')]})?.objects ?? [];
    assert.ok(object);
    assert.deepEqual(propertiesText(object).trim().split('\n').sort(), [
      'Content-MD5=0cc175b9c0f1b6a831c399e269772661',
      'Content-Type=application/octet-stream',
      'CreateTime=500',
      'ObjectType=TH1F',
      'OriginalFileName=a.root',
      'ValidUntil=2000',
      'comment=two\\nlines \\\\',
    ]);
  });
});
