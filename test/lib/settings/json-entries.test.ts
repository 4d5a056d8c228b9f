import assert from 'node:assert/strict';
import fc from 'fast-check';
import {JsonProblem, jsonEntries} from '../../../src/lib/settings/json-entries.ts';

const problem = (text: string): string => {
  try {
    jsonEntries(text);
  } catch (error) {
    if (error instanceof JsonProblem) return `${error.line} ${error.near ?? '-'}: ${error.message}`;
    throw error;
  }
  return 'none';
};

describe('the members of a JSON object', () => {
  it('come with their lines', () => {
    const text = '{\n  "a": 1,\n\n  "b":\n {"c": [true, "x}"]},\n  "d": "e\\n\\"" }\n';
    assert.deepEqual(jsonEntries(text), [
      {name: 'a', value: 1, line: 2},
      {name: 'b', value: {c: [true, 'x}']}, line: 4},
      {name: 'd', value: 'e\n"', line: 6},
    ]);
    assert.deepEqual(jsonEntries('{}'), []);
  });

  it('are those that JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), (object, indent) => {
        const text = JSON.stringify(object, null, indent);
        const entries = jsonEntries(text).map(({name, value}) => [name, value]);
        assert.deepEqual(entries, Object.entries(JSON.parse(text) as object));
      }),
    );
  });

  it('say on which line and by which name the text is wrong', () => {
    assert.equal(problem('{\n "a": 1\n "b": 2\n}'), '3 a: a comma or } is missing');
    assert.equal(problem('{\n "a": hello\n}'), '2 a: this is no value; text needs double quotes');
    assert.equal(problem('{\n "a" 1}'), '2 a: a colon is missing behind the name');
    assert.equal(problem('{\n "a": 1,\n b: 2}'), '3 a: a name in double quotes is expected');
    assert.equal(problem('{"a": }'), '1 a: the value is missing');
    assert.equal(problem('{"a": 1.2.3}'), '1 a: this is no value; text needs double quotes');
    assert.equal(problem('{"a": [1,\n2'), '2 a: this is no value; text needs double quotes');
    assert.equal(problem('{"a": 1'), '1 a: a comma or } is missing');
    assert.equal(problem('{"a": 1}\n{'), '2 a: there is something behind the last }');
    assert.equal(problem(''), '1 -: the file must begin with {');
    assert.equal(problem('[]'), '1 -: the file must begin with {');
  });

  it('never fail in another way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '"', '"a"', ':', ',', '[', ']', '1', '\n', 'x', '\\')),
        (parts) => {
          problem(parts.join(''));
        },
      ),
    );
  });
});
