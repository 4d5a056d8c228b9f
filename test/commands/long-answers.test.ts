import assert from 'node:assert/strict';
import Echo from '../../src/commands/_program/echo.ts';
import Ls from '../../src/commands/_look/ls.ts';
import Ps from '../../src/commands/_jobs/ps.ts';
import Stat from '../../src/commands/_look/stat.ts';
import Whereis from '../../src/commands/_look/whereis.ts';
import {NetworkError} from '../../src/lib/errors/errors.ts';
import type {Answer, Result} from '../../src/lib/session/requests/answer.ts';
import {type Around, Workbench, success} from './workbench.ts';

const ENTRIES = Array.from({length: 25}, (_, index): Result => {
  const name = `entry ${index}, "é"`;
  return {permissions: '-rwxr-xr-x', size: String(index), name, path: `/d/${name}`, message: `-rwx ${name}`};
});

describe('an answer that is shown while it comes in', () => {
  const FORMS = ['', '--json', '--ndjson', '--csv', '--format name,size', '--json --format name'];
  const COMMANDS = [
    [Ls, 'd'],
    [Ls, '-lt d'],
    [Ls, '-c d'],
    [Ps, ''],
    [Stat, 'd'],
    [Whereis, 'd'],
    [Echo, 'd'],
  ] as const;

  const answers: [what: string, answer: Answer][] = [
    ['of many results', success(...ENTRIES)],
    ['without any', success()],
    ['with a warning', {...success(...ENTRIES), metadata: {...success().metadata, error: 'take care'}}],
    ['with more fields than we know', {...success(...ENTRIES), ...{zones: {b: 1, a: [2]}}}],
    [
      'of a refusal',
      {...success(...ENTRIES), metadata: {...success().metadata, exitcode: '5', error: 'no such thing'}},
    ],
  ];
  for (const [what, answer] of answers) {
    it(`${what}: is the same as if it came as a whole, in every form`, async () => {
      for (const [command, words] of COMMANDS) {
        for (const form of FORMS) {
          const run = async (partLength: number, around: Around = {}) => {
            const bench = new Workbench();
            bench.answer = () => answer;
            bench.partLength = partLength;
            return await bench.run(command, `${words} ${form}`.split(' ').filter(Boolean), around);
          };
          assert.deepEqual(await run(10), await run(0), `${command.name} ${words} ${form}`);
          const terminal = {terminal: true};
          assert.deepEqual(await run(10, terminal), await run(0, terminal), `${words} ${form}, terminal`);
        }
      }
    });
  }

  describe('and breaks off', () => {
    const breakOff = async (...words: string[]) => {
      const bench = new Workbench();
      bench.partLength = 10;
      bench.answer = () => success(...ENTRIES.slice(0, 20));
      bench.breaksOff = new NetworkError('It broke off.');
      return await bench.run(Whereis, ['d', ...words]);
    };

    for (const [form, lines] of [
      [[], 20],
      [['--csv'], 21],
      [['--ndjson'], 21],
    ] as const) {
      it(`${form.join()}: what came is shown, and the failure ends it`, async () => {
        const {code, stdout, stderr} = await breakOff(...form);
        assert.equal(stdout.match(/\n/g)?.length, lines);
        assert.match(stderr, /It broke off/);
        assert.equal(code, 107);
      });
    }

    it('--json: the document is complete, and tells the failure', async () => {
      const {code, stdout} = await breakOff('--json');
      const {results, error} = JSON.parse(stdout) as {results: unknown[]; error: {exitCode: number}};
      assert.equal(results.length, 20);
      assert.deepEqual([code, error.exitCode], [107, 107]);
    });
  });
});
