import assert from 'node:assert/strict';
import {tableLines} from '../../../../src/lib/cli/show/table.ts';

describe('a table', () => {
  it('has columns as wide as their widest cell, and no blanks at the end of lines', () => {
    assert.deepEqual(
      tableLines([
        ['a', 'bb', ''],
        ['ccc', '', ''],
      ]),
      ['a    bb', 'ccc'],
    );
    assert.deepEqual(tableLines([]), []);
  });
});
