import assert from 'node:assert/strict';
import fc from 'fast-check';
import {JdlError} from '../../../src/lib/jdl/jdl-error.ts';
import {Jdl} from '../../../src/lib/jdl/jdl.ts';

const refusal = (text: string, args: string[] = []): string => {
  try {
    Jdl.parse(text, args);
  } catch (error) {
    assert.ok(error instanceof JdlError);
    return error.message;
  }
  throw new Error('was not refused');
};

describe('a job description', () => {
  it('holds texts, lists, numbers and expressions', () => {
    const jdl = Jdl.parse(
      'Executable = "/bin/x.sh";\nOutput={"a@disk=1", "b;c" , "a@disk=1"};TTL=0600;Price = 1;One={x};\n' +
        'Requirements = member(other.GridPartitions,"p;q") && true;Ratio=2.5e0;Last="no semicolon"',
    );
    assert.equal(jdl.text('executable'), '/bin/x.sh');
    assert.deepEqual(jdl.list('OUTPUT'), ['a@disk=1', 'b;c']);
    assert.deepEqual(jdl.list('Executable'), ['/bin/x.sh']);
    assert.deepEqual(jdl.list('One'), ['x']);
    assert.deepEqual(jdl.list('Missing'), []);
    assert.equal(jdl.text('Output'), undefined);
    assert.equal(jdl.number('TTL'), 600);
    assert.equal(jdl.number('Ratio'), 2.5);
    assert.equal(jdl.number('Executable'), undefined);
    assert.equal(jdl.text('Requirements'), 'member(other.GridPartitions,"p;q") && true');
    assert.equal(jdl.text('Last'), 'no semicolon');
  });

  it('is written in the usual order, one statement a line', () => {
    const jdl = Jdl.parse('Mine="1";TTL=60;Output={"a","b"};Executable="x";Price=2.0;User="u";');
    jdl.set('CPUCores', '1');
    jdl.set('Requirements', {unquoted: '( other.TTL > 60 )'});
    assert.equal(
      jdl.toString(),
      'User = "u";\nExecutable = "x";\nOutput = {\n"a",\n"b"\n};\nRequirements = ( other.TTL > 60 );\n' +
        'TTL = 60;\nPrice = 2.0;\nCPUCores = "1";\nMine = "1";\n',
    );
  });

  it('can be changed, and copied', () => {
    const jdl = Jdl.parse('Executable="x"; executable="y"; Split="file";');
    const copy = jdl.copy();
    copy.delete('SPLIT');
    copy.set('InputData', ['LF:/a', 'LF:/b', 'LF:/a']);
    copy.set('TTL', 5);
    assert.deepEqual(jdl.keys(), ['Executable', 'Split']);
    assert.deepEqual(copy.keys(), ['Executable', 'InputData', 'TTL']);
    assert.equal(copy.toString(), 'Executable = "y";\nInputData = {\n"LF:/a",\n"LF:/b"\n};\nTTL = 5;\n');
  });

  it('takes arguments before it is read', () => {
    const text = '# $9 is a comment\nArguments = "$2 $1 $1"; Output={"#alien_counter#"};';
    const jdl = Jdl.parse(text, ['a', '$5']);
    assert.equal(jdl.text('Arguments'), '$5 a a');
    assert.deepEqual(jdl.list('Output'), ['#alien_counter#']);
    assert.equal(refusal(text, ['a']), "The JDL indicates argument $2 but you haven't provided it");
  });

  it('says what is wrong with it', () => {
    const cases: Record<string, string> = {
      ' \n': 'Content is empty',
      '="x";': 'Key cannot be the empty string',
      'A b="x";': "Illegal character ' ' in key 'A b'",
      'Key = "x;;': 'JDL syntax error: unfinished quotes in the value of tag Key',
      'Key = x\\': 'JDL syntax error: unfinished escape in the value of tag Key',
      'Key = "x" + y;': 'JDL syntax error: quotes do not close at the end of string for tag Key',
      'Key = {"x";': 'JDL syntax error: unclosed brackets in the value of tag Key',
    };
    for (const [text, message] of Object.entries(cases)) assert.equal(refusal(text), message);
  });

  it('ignores what follows the last statement', () => {
    assert.deepEqual(Jdl.parse('A="1"; and so on').keys(), ['A']);
  });

  it('never fails but with an error of its own', () => {
    const pieces = fc.constantFrom(
      'A',
      '=',
      '"',
      '{',
      '}',
      ';',
      '\\',
      "'",
      '#',
      '$1',
      '\n',
      ' ',
      '9',
      '.',
      'e',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, {maxLength: 30, size: 'max'}).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (source) => {
        try {
          Jdl.parse(source, ['x']).toString();
        } catch (error) {
          assert.ok(error instanceof JdlError, String(error));
        }
      }),
    );
  });

  it('is read as it was written', () => {
    const plain = fc.string().map((text) => text.replace(/["\\$#']/g, ''));
    const value = fc.oneof(plain, fc.array(plain, {minLength: 1}), fc.nat());
    const key = fc.stringMatching(/^[A-Za-z0-9_]+$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value), {minLength: 1}), (statements) => {
        const jdl = new Jdl();
        for (const [name, content] of statements) jdl.set(name, content);
        const again = Jdl.parse(jdl.toString());
        assert.equal(again.toString(), jdl.toString());
        for (const name of jdl.keys()) assert.deepEqual(again.list(name), jdl.list(name));
      }),
    );
  });
});
