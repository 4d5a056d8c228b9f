import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  replacementSpecification,
  parseSpecification,
  splitSpecification,
} from '../../../src/lib/paths/specification.ts';

const element = fc.oneof(
  fc
    .record({
      name: fc.constantFrom('disk', 'DISK', 'tape', 's3'),
      sign: fc.constantFrom(':', '='),
      count: fc.integer({min: 1, max: 9}),
    })
    .map(({name, sign, count}) => ({text: `${name}${sign}${count}`, replicas: count})),
  fc
    .constantFrom('ALICE::CERN::EOS', 'ALICE::GSI::SE2', 'alice::cern::eos')
    .map((text) => ({text, replicas: 1})),
  fc.constantFrom('!ALICE::CERN::EOS', '!ALICE::FZK::TAPE').map((text) => ({text, replicas: 0})),
);
const specification = fc.array(element, {minLength: 1, maxLength: 5});

describe('splitSpecification', () => {
  it('finds every specification behind any name, and counts its replicas', () => {
    fc.assert(
      fc.property(fc.string({minLength: 1}), specification, (name, elements) => {
        const text = elements.map((each) => each.text).join(',');
        const replicas = elements.reduce((sum, each) => sum + each.replicas, 0);
        assert.deepEqual(splitSpecification(`${name}@${text}`), {name, specification: {text, replicas}});
      }),
    );
  });

  it('leaves every other name as it is', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const tails = [...name.matchAll(/[@,]/g)].map(({index}) => name.slice(index + 1));
        fc.pre(tails.every((tail) => parseSpecification(tail) === undefined));
        assert.deepEqual(splitSpecification(name), {name});
      }),
    );
  });

  for (const name of [
    'a@b',
    'a,b;c',
    'mail@disk',
    'a@disk:0',
    'a@disk:two',
    'a@A::B',
    'a@',
    '@disk:2',
    'a@disk:2,',
    ',disk:2',
    'a,disk:2,b',
  ]) {
    it(`takes ${name} for a name`, () => assert.deepEqual(splitSpecification(name), {name}));
  }

  for (const [operand, name, text] of [
    ['a,disk:2', 'a', 'disk:2'],
    ['a,b,disk:1,A::B::C', 'a,b', 'disk:1,A::B::C'],
    ['x@y,disk:2', 'x@y', 'disk:2'],
  ] as const)
    it(`reads ${operand} with a comma, as the older clients did`, () => {
      const read = splitSpecification(operand);
      assert.deepEqual([read.name, read.specification?.text], [name, text]);
    });
});

describe('replacementSpecification', () => {
  const table: readonly (readonly [string, number, readonly string[], string])[] = [
    ['disk:2', 1, ['A::B::C'], 'disk:1,!A::B::C'],
    ['tape:1,disk:3,!X::Y::Z', 2, ['A::B::C', 'D::E::F'], 'tape:2,!X::Y::Z,!A::B::C,!D::E::F'],
    ['A::B::C', 1, ['A::B::C'], 'disk:1,!A::B::C'],
    ['DISK=1,!A::B::C', 1, ['A::B::C'], 'DISK:1,!A::B::C'],
  ];
  for (const [original, count, tried, expected] of table)
    it(`${original} without ${tried.join(' ')} is ${expected}`, () => {
      assert.equal(replacementSpecification(original, count, tried), expected);
      assert.ok(parseSpecification(expected));
    });
});
