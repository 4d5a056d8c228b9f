import assert from 'node:assert/strict';
import {compileFunction} from 'node:vm';
import {withLazyImports} from '../../scripts/bundling/lazy-imports.mjs';
import {withLazyRequires} from '../../scripts/bundling/lazy-requires.mjs';

/** Runs a text as a CommonJS module. @returns its exports, and what it asked for so far */
function run(text: string): {exports: Record<string, () => unknown>; asked: string[]} {
  const asked: string[] = [];
  const exports = {};
  const require = (name: string): unknown => {
    asked.push(name);
    return {name, Thing: Date};
  };
  Reflect.apply(compileFunction(text, ['exports', 'require']), undefined, [exports, require]);
  return {exports, asked};
}

describe('an import in a bundle', () => {
  it('is made when it is first used, and once', () => {
    const {exports, asked} = run(
      withLazyImports(
        'var import_a=require("a"),import_b=require("b");exports.use=()=>import_a.name+(new import_a.Thing).constructor.name;',
      ),
    );
    assert.deepEqual(asked, []);
    assert.equal(exports['use']?.(), 'aDate');
    exports['use']();
    assert.deepEqual(asked, ['a']);
  });

  it('is made at once where it is handed on as a whole', () => {
    const {exports, asked} = run(
      withLazyImports(
        'var import_a=require("a");exports.whole=()=>[import_a];exports.part=()=>import_a.name;',
      ),
    );
    assert.deepEqual(asked, ['a']);
    assert.equal(exports['part']?.(), 'a');
  });

  it('of a library of CommonJS is made when it is first used', () => {
    const {exports, asked} = run(
      withLazyRequires(
        'const a_1 = require("./a");\nexports.use = () => `${a_1.name}${new a_1.Thing().constructor.name}`;\n',
      ),
    );
    assert.deepEqual(asked, []);
    assert.equal(exports['use']?.(), './aDate');
  });
});

describe('a bundle', () => {
  it('is ASCII, and begins with a line that says which one it is', () => {
    const made = (text: string): string => withLazyImports(text).split('\n')[0] ?? '';
    assert.match(made('var a;'), /^\/\/[0-9a-f]{64}$/);
    assert.notEqual(made('var a;'), made('var b;'));
    assert.match(withLazyImports('var a=/[\u009b]/;'), /\/\[\\u009b\]\//);
  });
});
