import assert from 'node:assert/strict';
import {checkJdl} from '../../../src/lib/jdl/check.ts';
import {findingText} from '../../../src/lib/jdl/finding.ts';
import {JdlError} from '../../../src/lib/jdl/jdl-error.ts';
import {Jdl} from '../../../src/lib/jdl/jdl.ts';

/** A description that is right, with one thing changed. */
const with_ = (more: string): string => `Executable = "run.sh";\nOutputDir = "out";\n${more}`;

/** Where a text is refused, and the hint. */
function refusedAt(text: string, args: readonly string[] = []): string {
  try {
    Jdl.parse(text, args);
  } catch (error) {
    assert.ok(error instanceof JdlError);
    return `${error.place?.line}:${error.place?.column} ${error.hint ?? ''}`.trim();
  }
  throw new Error('was not refused');
}

function said(text: string, words = 0, highest = 0): string[] {
  return checkJdl(Jdl.parse(text), words, highest).map((finding) => findingText('x.jdl', finding));
}

describe('places in a job description', () => {
  it('are those of the text as it was written', () => {
    const text = '# a comment\n\nA = "$1"; B = {\n  "x",\n# another\n  "$2$1y"\n};  C = 5;';
    const jdl = Jdl.parse(text, ['long', '']);
    assert.deepEqual(jdl.placeOf('a'), {line: 3, column: 1});
    assert.deepEqual(jdl.placeOf('A', 'value'), {line: 3, column: 5});
    assert.deepEqual(jdl.placeOf('B', 0), {line: 4, column: 3});
    assert.deepEqual(jdl.placeOf('B', 1), {line: 6, column: 3});
    assert.deepEqual(jdl.placeOf('C'), {line: 7, column: 5});
    assert.equal(jdl.placeOf('D'), undefined);
    jdl.set('A', 'y');
    assert.equal(jdl.placeOf('A'), undefined);
  });

  const REFUSED = [
    ['Executable = "a"\nTTL = 5;', '1:17 a `;` is missing here'],
    ['Output = {"a", "b"}\n\nTTL = 5;', '1:20 a `;` is missing here'],
    ['TTL = 5;\nOutput = {"a", "b";', '2:10'],
    ['TTL = 5;\n A = "x;\nB = 2;', '2:6 this quote, or one before it, has no partner'],
    ['TTL = 5;\nExecutable "x";\nA = 1;', '2:11 a `=` is missing in `Executable "x";`'],
    ['A = 1;\nTTL 5\nB = 2;', '2:4 a `=` is missing in `TTL 5`'],
    ['A = 1;\n  = 2;', '2:3'],
    ['# $1\nA = 1;\nB = "$2 $1";', '3:6'],
  ] as const;
  for (const [text, expected] of REFUSED)
    it(JSON.stringify(text), () => assert.equal(refusedAt(text), expected));

  it('of arguments that break the text are those of the $n', () => {
    assert.equal(refusedAt('A = "x";\nB = $1\n', ['"y']), '2:5 this quote, or one before it, has no partner');
  });
});

describe('mistakes in a job description', () => {
  it('of one that is right there are none', () => assert.deepEqual(said(with_('')), []));

  const MISTAKES = [
    ['TTL = 5\nPrice = 1;', /^x\.jdl:3:7: The value of TTL has no end\. Put a `;` behind it\.$/],
    ['Arguments = "a"\nTTL = "5";', /^x\.jdl:3:13: The value of Arguments has no end\./],
    ['Arguments = "a" + "b";', /^x\.jdl:3:13: The value of Arguments is read as one text, with the \+/],
    ['Arguments = "a", "b";', /^x\.jdl:3:13: The value of Arguments has quotes inside/],
    ['InputFiles = {"LF:/a"};', /^x\.jdl:3:1: warning: InputFiles is no key.* Did you mean InputFile\?$/],
    ['Packages = "a, b";', /^x\.jdl:3:12: Packages is one text with commas, and not a list/],
    ['Output = {"a,b"};', /^x\.jdl:3:10: Output is one text with commas/],
    ['Output = stdout;', /^x\.jdl:3:10: Output is a list of texts, and has no quotes. Write \{"stdout"\}\.$/],
    ['TTL = "2h";', /^x\.jdl:3:7: TTL is no number: "2h"\. Write seconds/],
    ['TTL = 8;', /^x\.jdl:3:7: warning: TTL is 8 seconds\. It counts seconds, not hours\.$/],
    ['MemorySize = "much";', /^x\.jdl:3:14: MemorySize is no size: "much"/],
    ['Split = "production:1-3";', /^x\.jdl:2:13: All sub-jobs would write to the same OutputDir/],
    ['Arguments = "#alien_counter#";', /^x\.jdl:3:13: warning: Arguments has a pattern of sub-jobs/],
    ['JDLVariables = {"Mine"};', /^x\.jdl:3:17: warning: JDLVariables names Mine, which is not set/],
    ['executable = "y";', /^x\.jdl:1:1: warning: Executable is set again further down/],
  ] as const;
  for (const [more, expected] of MISTAKES)
    it(JSON.stringify(more), () => {
      const [first, ...others] = said(with_(more));
      assert.match(first ?? '', expected);
      assert.deepEqual(others, []);
    });

  it('a missing Executable, and words that nothing uses', () => {
    assert.deepEqual(said('OutputDir = "x";', 3, 1), [
      'x.jdl: There is no Executable. Name the program to run.',
      'x.jdl: warning: It has no $2: 2 of the words behind it are not used.',
    ]);
  });

  it('are not seen in items that have commas of their own', () => {
    const fine = [
      'OutputArchive = {"a.zip:b.root,c.log@disk=2"};',
      'InputData = "LF:/a/b,nodownload";',
      'Mine = "1"; JDLVariables = {"Mine", "CPUCores"};',
      'LPMRunNumber = "5";',
      'InputFile = {"LF:/a"} + {"LF:/b"};',
    ];
    for (const more of fine) assert.deepEqual(said(with_(more)), [], more);
  });
});
