import assert from 'node:assert/strict';
import fc from 'fast-check';
import {type GridCommandLine, type Step, wordText} from '../../../src/lib/lines/line.ts';
import {LineError} from '../../../src/lib/lines/line-error.ts';
import {readLine} from '../../../src/lib/lines/read-line.ts';
import {shellWord} from '../../../src/lib/words/shell-word.ts';

const CODE = 7;

/** A step in short: `&& ls -l`, `! date`, `ls | wc -l`, `ls 1>x`. */
function short({when, command}: Step): string {
  const before = {always: '', success: '&& ', failure: '|| '}[when];
  if (command.kind === 'local') return `${before}! ${command.text}`;
  if (command.kind === 'background') return `[${command.text}]`;
  const {words, redirects, pipe} = command;
  const targets = redirects.map(
    ({from, to, append}) => ` ${from}${append ? '>>' : '>'}${to === 'data' ? '&1' : wordText(to, CODE)}`,
  );
  const shown = words.map((word) => `<${wordText(word, CODE)}>`).join('');
  return `${before}${shown}${targets.join('')}${pipe === undefined ? '' : ` | ${pipe}`}`;
}

const read = (text: string): string[] => readLine(text).map(short);
const wordsOf = ({command}: Step): string[] =>
  (command as GridCommandLine).words.map((word) => wordText(word, CODE));

describe('the reader of command lines', () => {
  const LINES: [string, string, string[]][] = [
    ['separates commands', 'ls -la x; pwd', ['<ls><-la><x>', '<pwd>']],
    ['needs no blanks at a semicolon, and knows nothing between two', ';;ls;pwd;', ['<ls>', '<pwd>']],
    ['takes quotes away', `touch 'a b' "c;d" e\\ f ''`, ['<touch><a b><c;d><e f><>']],
    ['joins what stands together', `touch a'b'"c"\\d`, ['<touch><abcd>']],
    ['escapes in double quotes as a shell does', String.raw`echo "\"\\\$ \n"`, [String.raw`<echo><"\$ \n>`]],
    ['keeps what a shell would expand', 'ls *.root ~/x $HOME `x`', ['<ls><*.root><~/x><$HOME><`x`>']],
    ['leaves out comments', 'ls #x y\n# it is; no\npwd a#b', ['<ls>', '<pwd><a#b>']],
    ['knows the exit code', `ls $? '$?' "a$?b" \\$?`, ['<ls><7><$?><a7b><$?>']],
    ['takes a lone $? for the command that tells it', '$?', ['<exitcode>']],
    ['knows conditions', 'stat x && cat x || touch x', ['<stat><x>', '&& <cat><x>', '|| <touch><x>']],
    ['takes && and || inside of a word for a part of it', 'echo a&&b c||d', ['<echo><a&&b><c||d>']],
    ['hands the rest to a shell', 'ls -l | grep x | wc -l; pwd', ['<ls><-l> | grep x | wc -l', '<pwd>']],
    ['needs no blank behind a sign', 'ls |wc; ls &&pwd ||ls', ['<ls> | wc', '<ls>', '&& <pwd>', '|| <ls>']],
    ['takes | inside of a word for a part of it', 'find . a|b', ['<find><.><a|b>']],
    [
      "leaves a shell's quotes and parentheses to it",
      `ls | awk '{print $1; x}' && (ls; pwd) | cat "&& \\";" a\\;b; pwd`,
      [`<ls> | awk '{print $1; x}'`, '&& <(ls>', '<pwd)> | cat "&& \\";" a\\;b', '<pwd>'],
    ],
    ['leaves the semicolons of a subshell to it', '! (ls; pwd) > x; ls', ['! (ls; pwd) > x', '<ls>']],
    [
      'knows commands for the shell',
      '!ls -l; sh:echo "$T;" # x\nSh: pwd',
      ['! ls -l', '! echo "$T;"', '! pwd'],
    ],
    ['knows files for the output', 'ls >x >> "y z" 2>e 2>&1;pwd', ['<ls> 1>x 1>>y z 2>e 2>&1', '<pwd>']],
    ['takes > inside of a word for a part of it', 'ls a>b', ['<ls><a>b>']],
    ['goes on behind a backslash at the end of a line', 'cp a \\\n  b\\\nc\npwd', ['<cp><a><bc>', '<pwd>']],
    ['puts commands into the background', 'cp a b & pwd;ls & # x', ['[cp a b]', '<pwd>', '[ls]']],
    [
      'puts all up to a semicolon there',
      'pwd; stat x && cat x > y & ls',
      ['<pwd>', '[stat x && cat x > y]', '<ls>'],
    ],
    [
      'puts a pipe there as a whole',
      `ls | grep '&' | wc & ls | (a & b)`,
      [`[ls | grep '&' | wc]`, '<ls> | (a & b)'],
    ],
    ['leaves the background of a shell to it', '! sleep 5 & echo x; ls', ['! sleep 5 & echo x', '<ls>']],
    ['takes & inside of a word for a part of it', 'echo a& a&b &c', ['<echo><a&><a&b><&c>']],
    ['finds nothing in nothing', ' \t\r\n # x', []],
  ];
  for (const [what, line, steps] of LINES) it(what, () => assert.deepEqual(read(line), steps));

  const WRONG: [string, number, number, RegExp][] = [
    ["ls 'a b", 1, 4, /This ' has no second one/],
    ['pwd; ls "a', 1, 9, /This " has no second one/],
    ['pwd\nls | tr "x', 2, 9, /This " has no second one/],
    ['größe é "', 1, 9, /second/],
    ['ls &&', 1, 6, /A command is missing/],
    ['ls && ; pwd', 1, 7, /A command is missing/],
    ['|| ls', 1, 1, /No command stands before \|\|/],
    ['| wc', 1, 1, /No command stands before \|/],
    ['ls |', 1, 4, /for the shell is missing/],
    ['!', 1, 1, /for the shell is missing/],
    ['ls > ; pwd', 1, 4, /Name a local file behind >/],
    ['> x', 1, 1, /no command whose output/],
    ['& ls', 1, 1, /No command stands before &/],
    ['ls; & ls', 1, 5, /No command stands before &/],
    ['ls && & pwd', 1, 7, /A command is missing/],
    ['ls \\', 1, 4, /Nothing stands behind this backslash/],
  ];
  for (const [line, row, column, what] of WRONG) {
    it(`tells the place of what is wrong in ${JSON.stringify(line)}`, () => {
      assert.throws(
        () => readLine(line),
        (error) => {
          assert.ok(error instanceof LineError);
          assert.deepEqual([error.line, error.column], [row, column]);
          assert.match(error.message, what);
          return true;
        },
      );
    });
  }

  describe('of a shell', () => {
    const env = {DIR: 'a b', N: '1'};
    const shellWords = (line: string): string[] =>
      readLine(line, 1, true).flatMap(({command}) =>
        command.kind === 'grid' ? command.words.map((word) => wordText(word, CODE, env)) : [],
      );

    it('knows variables, each within one word', () => {
      assert.deepEqual(shellWords('ls $DIR/x "$DIR" a${N}b $N$N'), ['ls', 'a b/x', 'a b', 'a1b', '11']);
      assert.deepEqual(shellWords(`ls '$DIR' \\$DIR "\\$DIR" a$ $1 "$" $?`), [
        'ls',
        '$DIR',
        '$DIR',
        '$DIR',
        'a$',
        '$1',
        '$',
        '7',
      ]);
    });

    it('refuses one that is not set, since without it a name may mean all', () => {
      assert.throws(() => shellWords('rm -r $NO_SUCH/'), /There is no variable NO_SUCH/);
    });
  });

  it('counts lines from the one where the text begins', () => {
    assert.throws(() => readLine('ls "', 12), /^LineError: Line 12, column 4: /);
  });

  it('reads back every word that was quoted', () => {
    const words = fc.array(fc.string({unit: 'binary', size: 'medium'}), {minLength: 1});
    fc.assert(
      fc.property(words, (list) => {
        const [step, ...others] = readLine(['echo', ...list].map(shellWord).join(' '));
        assert.ok(step);
        assert.deepEqual([wordsOf(step), others], [['echo', ...list], []]);
      }),
    );
  });

  it('fails in no other way than with a place in the line', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...Array.from(`'"\`\\;|&<>#!$?() \n\t`),
        '&&',
        '||',
        ' | ',
        '2>&1',
        ' > ',
        'sh:',
        '$?',
        '\\\n',
      ),
      fc.string({unit: 'grapheme'}),
    );
    fc.assert(
      fc.property(fc.array(piece, {size: 'max', maxLength: 40}), (pieces) => {
        const line = pieces.join('');
        try {
          for (const {command} of readLine(line)) {
            assert.ok(command.kind === 'grid' ? command.words.length > 0 : command.text !== '');
          }
        } catch (error) {
          assert.ok(error instanceof LineError, String(error));
          const rows = line.split('\n');
          assert.ok(error.line >= 1 && error.line <= rows.length);
          assert.ok(error.column >= 1 && error.column <= (rows[error.line - 1] ?? '').length + 1);
        }
      }),
      {numRuns: 2000},
    );
  });
});
