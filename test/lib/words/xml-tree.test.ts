import assert from 'node:assert/strict';
import {SaxesParser} from 'saxes';
import {indentedXml, xmlTree} from '../../../src/lib/words/xml-tree.ts';

const read = (xml: string) => xmlTree(new SaxesParser(), xml);

describe('XML as values', () => {
  it('has attributes, texts, and lists of what repeats', () => {
    assert.deepEqual(read('<s v="1"><a>2</a><a x="3">4</a><b/><c><![CDATA[<5>]]></c></s>'), {
      s: {'@v': '1', a: ['2', {'@x': '3', '#text': '4'}], b: '', c: '<5>'},
    });
  });

  it('keeps names that objects have of their own', () => {
    const value = read('<s><constructor>1</constructor><__proto__>2</__proto__></s>') as {s: object};
    assert.deepEqual(Object.entries(value.s), [
      ['constructor', '1'],
      ['__proto__', '2'],
    ]);
  });

  it('is refused where it is none, or without an end in depth', () => {
    for (const xml of ['', 'text', '<a>', '<a></b>', '<a>'.repeat(200) + '</a>'.repeat(200)])
      assert.throws(() => read(xml), Error, xml.slice(0, 20));
  });

  it('is laid out in lines', () => {
    assert.equal(
      indentedXml('<s><a x="1"><b>2</b><c/></a></s>'),
      '<s>\n  <a x="1">\n    <b>2</b>\n    <c/>\n  </a>\n</s>',
    );
  });
});
