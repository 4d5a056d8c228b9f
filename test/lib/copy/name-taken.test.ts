import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Workbench} from './support/workbench.ts';

const NAME = '/alice/home/name';

describe('a name that another file gets while it is being copied to', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
    await writeFile(join(bench.dir, 'a'), 'content a');
    await writeFile(join(bench.dir, 'b'), 'the other content');
  });
  afterEach(() => bench.close());

  /** Another client makes an entry of that name, once, when a request of this kind comes. */
  function overtake(command: string, nameOf: (options: readonly string[]) => string, number = 0): void {
    let seen = 0;
    bench.grid.fault = (asked, options) => {
      if (asked !== command || seen++ !== number) return undefined;
      place(nameOf(options));
      return undefined;
    };
  }
  const place = (name: string): void => {
    bench.place('/alice/home/elsewhere', "another's");
    const entry = bench.grid.entries.get('/alice/home/elsewhere');
    bench.grid.entries.delete('/alice/home/elsewhere');
    if (entry) bench.grid.entries.set(name, entry);
  };
  const winner = () => bench.contentOf(NAME);

  for (const source of ['file:a', 'alien:/alice/home/source']) {
    it(`keeps what it has, and the copy of ${source} fails and leaves nothing`, async () => {
      bench.place('/alice/home/source', 'content a');
      overtake('commit', () => NAME);
      const {copied, failures} = await bench.copy(source, `alien:${NAME}`);
      assert.deepEqual([copied, failures.map(({exitCode}) => exitCode)], [0, [17]]);
      assert.match(failures[0]?.reason ?? '', /Another file has got the name \/alice\/home\/name meanwhile/);
      assert.deepEqual([winner(), bench.orphans()], ["another's", []]);
    });
  }

  it('is told to have no content where nothing has it', async () => {
    bench.grid.fault = (command) => {
      if (command === 'stat') bench.grid.entries.delete(NAME);
      return undefined;
    };
    const {failures} = await bench.copy('file:a', `alien:${NAME}`);
    assert.deepEqual(
      failures.map(({exitCode}) => exitCode),
      [2],
    );
  });

  it('keeps what it has where that is a temporary name', async () => {
    bench.place(NAME, 'old');
    let temporary = '';
    overtake('commit', (options) => (temporary = options[2] ?? ''));
    const {failures} = await bench.copy('file:a', `alien:${NAME}`);
    assert.deepEqual(
      failures.map(({exitCode}) => exitCode),
      [17],
    );
    assert.deepEqual([winner(), bench.contentOf(temporary), bench.orphans()], ['old', "another's", []]);
    assert.equal(bench.grid.count('mv'), 0);
  });

  it('keeps what it gets between the two steps of a replacement, and the old content stays', async () => {
    bench.place(NAME, 'old');
    overtake('mv', () => NAME, 1);
    const {failures} = await bench.copy('file:a', `alien:${NAME}`);
    assert.deepEqual(
      failures.map(({exitCode}) => exitCode),
      [17],
    );
    assert.equal(winner(), "another's");
    const aside = /old content is now (\S+)\./.exec(failures[0]?.reason ?? '')?.[1] ?? '';
    assert.equal(bench.contentOf(aside), 'old');
    assert.deepEqual(bench.lfns().sort(), [aside, NAME].sort());
    assert.deepEqual(bench.orphans(), []);
  });

  it('is given to one of two sources of one run', async () => {
    // The service drops a blank at the end of a name.
    const request = bench.grid.request.bind(bench.grid);
    bench.grid.request = (command, options) =>
      request(
        command,
        options?.map((word) => word.replace(/^(\/.*\S) $/, '$1')),
      );
    const {copied, failures} = await bench.copyList(`file:a alien:${NAME}\nfile:b "alien:${NAME} "`);
    assert.deepEqual([copied, failures.map(({exitCode}) => exitCode)], [1, [17]]);
    assert.deepEqual(bench.orphans(), []);
  });

  it('stays with the copy, whose own content somebody has moved elsewhere: that is not removed', async () => {
    let guid = '';
    bench.grid.fault = (command, options, index) => {
      if (command === 'commit') guid = options[7] ?? '';
      if (command !== 'stat' || index === 0) return undefined;
      const ours = bench.grid.entries.get(NAME);
      if (ours?.guid !== guid) return undefined;
      bench.grid.entries.set('/alice/home/moved', ours);
      place(NAME);
      return undefined;
    };
    const {failures, warnings} = await bench.copy('file:a', `alien:${NAME}`);
    assert.deepEqual(
      failures.map(({exitCode}) => exitCode),
      [17],
    );
    assert.match(warnings.join(), /has another name by now/);
    assert.equal(bench.contentOf('/alice/home/moved'), 'content a');
  });

  it('is looked at once for many files', async () => {
    const names = Array.from({length: 40}, (_, index) => `f${index}`);
    for (const name of names) await writeFile(join(bench.dir, name), `content of ${name}`);
    const {copied} = await bench.copy(
      names.map((name) => `file:${name}`),
      'alien:/alice/home/',
    );
    assert.equal(copied, 40);
    assert.ok(bench.grid.count('stat') <= 3, `${bench.grid.count('stat')} looks`);
    assert.equal(bench.grid.requests.length, 3 * 40 + bench.grid.count('stat'));
  });
});
