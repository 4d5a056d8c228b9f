import assert from 'node:assert/strict';
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import Submit from '../../src/commands/_jobs/submit.ts';
import {Jdl} from '../../src/lib/jdl/jdl.ts';
import {NetworkError} from '../../src/lib/errors/errors.ts';
import {ConnectionLost} from '../../src/lib/session/connection/connection-lost.ts';
import type {Answer} from '../../src/lib/session/requests/answer.ts';
import {Workbench, refusal, success} from './workbench.ts';

const HOME = '/alice/cern.ch/user/d/demo/';

describe('submit of a local file', () => {
  let bench: Workbench;
  let dir: string;
  /** LFNs that exist */
  let existing: string[];
  let jquota: Record<string, string>;
  let submitted: () => Answer | Promise<Answer>;
  beforeEach(async () => {
    bench = new Workbench();
    dir = await mkdtemp(join(tmpdir(), 'alien-submit-'));
    existing = [];
    jquota = {username: 'demo', running: '1', waiting: '2', maxUnfinishedJobs: '100'};
    submitted = () => success({jobId: '7', message: 'Your new job ID is 7'});
    bench.answer = ([command, ...words]) => {
      switch (command) {
        case 'whoami':
          return success({homedir: HOME});
        case 'jquota':
          return success(jquota);
        case 'fquota':
          return success({nbFiles: '1', maxNbFiles: '10'});
        case 'stat': {
          const found = words.filter((lfn) => existing.includes(lfn));
          const {results} = success(...found.map((lfn) => ({lfn, type: 'f'})));
          return found.length === words.length
            ? success(...results)
            : {...refusal(2, 'No such file'), results};
        }
        case 'submit':
          return submitted();
        default:
          return success();
      }
    };
  });
  afterEach(() => rm(dir, {recursive: true}));

  async function put(name: string, content: string, mode = 0o755): Promise<void> {
    await writeFile(join(dir, name), content);
    await chmod(join(dir, name), mode);
  }
  const submit = (...words: string[]) => bench.run(Submit, words, {cwd: dir});

  it('checks, uploads the files beside each other, mends the names, and submits once', async () => {
    await put('run.sh', '#!/bin/sh\necho $1\n');
    await put('macro.C', 'void macro() {}\n', 0o644);
    await put(
      'my.jdl',
      'Executable = "run.sh";\nInputFile = {"macro.C", "LF:/alice/x"};\nArguments = "$1";\nOutputDir = "out";\n',
    );
    existing = ['/alice/x'];
    const {code, stdout, stderr} = await submit('./my.jdl', '5', '--seed=1');
    assert.equal(code, 0, stderr);
    const [copy] = bench.copies;
    assert.ok(copy && 'pairs' in copy);
    const [, folder = ''] = /Submitting (.*)\/my\.jdl\nYour new job ID is 7\n$/.exec(stdout) ?? [];
    assert.match(folder, new RegExp(`^${HOME}alien-submit/my-\\d{8}-\\d{6}-[\\da-f]{4}$`));
    assert.deepEqual(
      copy.pairs.map(({destination}) => destination),
      ['run.sh', 'macro.C', 'my.jdl'].map((name) => `alien:${folder}/${name}`),
    );
    assert.deepEqual(
      bench.requests.filter(([command]) => command === 'submit'),
      [['submit', `${folder}/my.jdl`]],
    );
    const order = bench.requests.map(([command]) => command);
    assert.deepEqual(order, ['whoami', 'stat', 'jquota', 'fquota', 'submit']);
  });

  it('--dry-run shows the JDL that would be sent, and changes nothing', async () => {
    await put('run.sh', '#!/bin/sh\n', 0o644);
    await put('my.jdl', '# mine\nExecutable = "file:run.sh";\nArguments = "$1 $2";\nOutputDir = "out";\n');
    const {code, stdout, stderr} = await submit('--dry-run', 'file:my.jdl', 'a', '-b');
    assert.equal(code, 0, stderr);
    const jdl = Jdl.parse(stdout);
    assert.match(jdl.text('Executable') ?? '', /\/alien-submit\/my-[^/]+\/run\.sh$/);
    assert.equal(jdl.text('Arguments'), 'a -b');
    assert.match(
      stderr,
      /^file:my\.jdl:2:14: warning: file:run\.sh is not executable\. .*chmod \+x run\.sh$/m,
    );
    assert.match(stderr, /^Would upload .*\/run\.sh to /m);
    assert.deepEqual([bench.copies, bench.requests.some(([command]) => command === 'submit')], [[], false]);
    const json = JSON.parse((await submit('--json', '--dry-run', 'file:my.jdl', 'a', 'b')).stdout) as Answer;
    assert.match(String(json.results[0]?.message), /^Executable = /);
  });

  it('says all that is wrong with it, each with its line and column, before anything is uploaded', async () => {
    await put('script', 'echo hello\n');
    await put('dos.sh', '#!/bin/sh\r\n');
    await put(
      'bad.jdl',
      [
        'Executable = "script";',
        'ValidationCommand = "dos.sh";',
        'Arguments = "--n" + "5";',
        'InputFiles = {"LF:/alice/none"};',
        'InputFile = {"missing.C", "LF:/alice/none", "/alice/x"};',
        'Packages = "a, b";',
        'Split = "production:1-200";',
        'OutputDir = "out";',
        'TTL = "10h";',
        'JDLVariables = {"Year"};',
        'Output = stdout;',
      ].join('\n'),
    );
    const {code, stdout, stderr} = await submit('./bad.jdl');
    assert.deepEqual([code, stdout, bench.copies], [22, '', []]);
    assert.deepEqual(stderr.replaceAll('./bad.jdl:', '').trimEnd().split('\n'), [
      '4:1: warning: InputFiles is no key that is known. Did you mean InputFile?',
      '10:17: warning: JDLVariables names Year, which is not set. Add Year = "...";',
      '3:13: The value of Arguments is read as one text, with the + in it. Texts cannot be added: write one, or a list in { }.',
      '11:10: Output is a list of texts, and has no quotes. Write {"stdout"}.',
      '6:12: Packages is one text with commas, and not a list. Each item needs quotes of its own: {"a", "b"}.',
      '9:7: TTL is no number: "10h". Write seconds, such as 36000.',
      '8:13: All sub-jobs would write to the same OutputDir. Put #alien_counter# into it.',
      '1:14: script is no program: it does not begin with #!. A worker node cannot start it: begin it with #!/bin/bash.',
      "2:21: dos.sh cannot be started. Its lines end as on Windows. Mend it: sed -i 's/\\r$//' dos.sh",
      '5:14: InputFile missing.C is not beside the description. On the grid it is LF:/alice/...',
      '5:45: InputFile /alice/x does not begin with LF:. Write LF:/alice/x.',
      '5:27: InputFile LF:/alice/none does not exist on the grid.',
      ' Your quota of unfinished jobs is 100: 3 are used, and this adds 200. `alien quota` shows all of them.',
      '  > Nothing was uploaded or submitted.',
    ]);
  });

  it('one that cannot be read is told with its place, without a request', async () => {
    await put('bad.jdl', '# mine\nExecutable = "x"\nTTL = 5;\n');
    assert.deepEqual(await submit('./bad.jdl'), {
      code: 22,
      stdout: '',
      stderr:
        './bad.jdl:2:17: JDL syntax error: quotes do not close at the end of string for tag Executable.\n' +
        '  > A `;` is missing here.\n',
    });
    assert.equal((await submit('file:none.jdl')).code, 2);
    assert.deepEqual(bench.requests, []);
  });

  it('of one on the grid, too, a lost answer is told, with the way to find out', async () => {
    bench.answer = () => {
      throw new ConnectionLost('The connection was lost.');
    };
    const {code, stderr} = await submit('/x.jdl');
    assert.equal(code, 107);
    assert.match(
      stderr,
      /^The connection was lost\. It is not known whether the job was submitted\.\n.*jobs list --age 10m/,
    );
    bench.answer = () => {
      throw new NetworkError('There is no connection.');
    };
    assert.equal((await submit('/x.jdl')).stderr, 'There is no connection.\n');
  });

  it('is never submitted twice: after a lost answer the queue is asked', async () => {
    await put('run.sh', '#!/bin/sh\n');
    await put('my.jdl', 'Executable = "run.sh";\nOutputDir = "out";\n');
    let folder = '';
    const others = bench.answer;
    bench.answer = (words) => {
      const [command = '', first = '', ...rest] = words;
      if (command === 'submit') {
        folder = first;
        throw new NetworkError('The connection was lost.');
      }
      if (command !== 'ps') return others(words);
      if (rest.includes('-jdl'))
        return success({id: '8', jdl: `JDLPath = "${folder}";`}, {id: '9', jdl: 'A = 1;'});
      return success({id: '8'}, {id: '9'});
    };
    const {code, stdout, stderr} = await submit('./my.jdl');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Your new job ID is 8\n$/);
    assert.match(stderr, /Looking for the job in the queue/);
    assert.equal(bench.requests.filter(([command]) => command === 'submit').length, 1);
    folder = '';
    bench.answer = ([command = '', ...words]) => {
      if (command === 'submit') throw new NetworkError('The connection was lost.');
      if (command === 'ps') throw new NetworkError('There is no connection.');
      return others([command, ...words]);
    };
    const lost = await submit('./my.jdl');
    assert.equal(lost.code, 107);
    assert.match(lost.stderr, /not known whether the job was submitted[^]*alien jobs list --age 1/);
  });
});
