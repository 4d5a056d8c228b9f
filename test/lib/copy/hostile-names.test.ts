import assert from 'node:assert/strict';
import {mkdir, readFile, readdir, readlink, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Answer} from '../../../src/lib/session/requests/answer.ts';
import {contentKey, destinationKey, partialName} from '../../../src/lib/traces/temporary-name.ts';
import {md5Of} from './support/fake-storage.ts';
import {Workbench} from './support/workbench.ts';

const ROOT = '/alice/home/t';

/** What a catalogue may say that the names of files are: none of them may be written outside of the destination. */
const HOSTILE = [
  `${ROOT}/../evil`,
  `${ROOT}/a/../../evil`,
  `${ROOT}/../../../../../../../../evil`,
  `${ROOT}/..`,
  `${ROOT}/.`,
  `${ROOT}//etc/evil`,
  `${ROOT}/a//evil`,
  '/etc/evil',
  `${ROOT}-evil/x`,
  '../evil',
  'evil',
  `${ROOT}/nul\0/../../evil`,
  `${ROOT}/nul\0`,
  `${ROOT}/..evil`,
  `${ROOT}/...`,
  '',
];

describe('a hostile catalogue', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
    bench.place(`${ROOT}/good`, 'good');
  });
  afterEach(() => bench.close());

  /** Let `find` name these files, all with the content of the good one. */
  function lie(lfns: readonly string[]): void {
    const request = bench.grid.request.bind(bench.grid);
    bench.grid.request = async (command, options): Promise<Answer> => {
      const answer = await request(command, options);
      if (command !== 'find') return answer;
      const [good] = answer.results;
      return {...answer, results: [...answer.results, ...lfns.map((lfn) => ({...good, lfn}))]};
    };
  }

  for (const lfn of HOSTILE) {
    it(`gets nothing written outside by ${JSON.stringify(lfn)}`, async () => {
      lie([lfn]);
      const outcome = await bench.copy(`alien:${ROOT}/`, 'file:deep/er/out').catch((error: unknown) => error);
      const names = await bench.localNames();
      const inside = /^deep(?:\/er(?:\/out(?:\/.*)?)?)?$/;
      assert.deepEqual(
        names.filter((name) => !inside.test(name)),
        [],
      );
      // What stays inside when its slashes and dots are taken as every system takes them is no harm.
      const isHarmless = lfn.includes('//') || lfn.endsWith('/.');
      if (!isHarmless)
        assert.ok(outcome instanceof Error || (outcome as {failed: number}).failed > 0, 'it is told');
    });
  }

  it('may use any character in a name, and it stays one name', async () => {
    const odd = ['line\nfeed', 'bell\x07', '\x1b[31mred', 'back\\..\\slash', '~', '%2e%2e%2fevil', ' '];
    for (const name of odd) bench.place(`${ROOT}/${name}`, name);
    const {failed} = await bench.copy(`alien:${ROOT}/`, 'file:out');
    assert.equal(failed, 0);
    assert.deepEqual((await readdir(join(bench.dir, 'out'))).sort(), [...odd, 'good'].sort());
    for (const name of odd) assert.equal(await readFile(join(bench.dir, 'out', name), 'utf8'), name);
  });

  it('gets a file of the same name as a directory refused', async () => {
    bench.place(`${ROOT}/x`, 'a file');
    lie([`${ROOT}/x/y`]);
    const outcome = await bench.copy(`alien:${ROOT}/`, 'file:out').catch((error: unknown) => error);
    assert.ok(outcome instanceof Error || (outcome as {failed: number}).failed > 0);
  });

  describe('with links planted in the destination', () => {
    let precious: string;
    beforeEach(async () => {
      precious = join(bench.dir, 'precious');
      await writeFile(precious, 'precious');
      await mkdir(join(bench.dir, 'out'));
    });
    const isUntouched = async () => assert.equal(await readFile(precious, 'utf8'), 'precious');

    it('follows no link in the place of a file that leads elsewhere, and does not replace it', async () => {
      await symlink(precious, join(bench.dir, 'out/good'));
      const {failures} = await bench.copy(`alien:${ROOT}/`, 'file:out', {force: true});
      assert.ok(failures.some(({destination, exitCode}) => destination.endsWith('/good') && exitCode === 40));
      await isUntouched();
      assert.equal(await readlink(join(bench.dir, 'out/good')), precious);
    });

    it('writes nothing below a link to a directory elsewhere, however deep', async () => {
      bench.place(`${ROOT}/a/b/c`, 'c');
      await mkdir(join(bench.dir, 'elsewhere/b'), {recursive: true});
      await symlink('../elsewhere', join(bench.dir, 'out/a'));
      const {failures} = await bench.copy(`alien:${ROOT}/`, 'file:out');
      assert.deepEqual(
        failures.map(({exitCode}) => exitCode),
        [40],
      );
      assert.deepEqual(await readdir(join(bench.dir, 'elsewhere/b')), []);
    });

    it('writes through no link in the place of its temporary file, and goes on with no file but its own', async () => {
      const lfn = `${ROOT}/good`;
      const temporary = partialName('good', [lfn, md5Of('good'), 4]);
      assert.match(temporary, new RegExp(`${destinationKey('good')}-${contentKey([lfn, md5Of('good'), 4])}`));
      await symlink(precious, join(bench.dir, 'out', temporary));
      await bench.copy(`alien:${ROOT}/`, 'file:out');
      await isUntouched();
    });
  });
});
