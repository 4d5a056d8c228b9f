import assert from 'node:assert/strict';
import type {JobState} from '../../../src/jobs/states.ts';
import {startGrid} from '../../../src/testing.ts';
import type {TestGrid} from '../../../src/testing.ts';
import {connect} from '../../support/client.ts';
import type {Client} from '../../support/client.ts';

describe('ps', () => {
  const ids: Record<string, number> = {};
  let grid: TestGrid;
  let demo: Client;
  before(async () => {
    grid = await startGrid({users: ['demo', 'kim']});
    demo = await connect(grid);
    const put = (
      name: string,
      state: JobState,
      more: {owner?: string; split?: number; jdl?: string} = {},
    ): void => {
      ids[name] = grid.jobs.insert({owner: 'demo', jdl: 'TTL = 1;\n', name: `${name}.sh`, ...more});
      grid.jobs.move(ids[name], state, state === 'RUNNING' ? {site: 'ALICE::SANDBOX::CE', node: 'wn1'} : {});
    };
    put('waits', 'WAITING');
    put('master', 'SPLIT');
    put('runs', 'RUNNING', {split: ids['master'] ?? 0});
    put('bare', 'ERROR_E', {split: ids['master'] ?? 0, jdl: ''});
    put('kims', 'DONE', {owner: 'kim'});
    put('kims2', 'ERROR_V', {owner: 'kim'});
  });
  after(() => grid.stop());

  const names = async (...options: unknown[]): Promise<string> => {
    const words = options.map((option) => ids[String(option)] ?? option).map(String);
    const results = await demo.must('ps', ...words);
    return results.map(({name}) => String(name).replace('.sh', '')).join(' ');
  };

  it('shows jobs by owner, state, place and number', async () => {
    const cases: [string[], string][] = [
      [[], 'waits master runs bare'],
      [['-A'], 'waits master runs bare'],
      [['-a'], 'waits master runs bare kims kims2'],
      [['-u', 'kim,demo', '-f', 'ERROR_ALL'], 'bare kims2'],
      [['-u', 'kim'], 'kims kims2'],
      [['-u', 'kim', '-E'], 'bare kims2'],
      [['-E'], 'bare'],
      [['-W'], 'waits'],
      [['-X'], 'waits runs'],
      [['-X', '-f', '-d', '-a'], 'kims'],
      [['-f', '-rf'], 'runs bare'],
      [['-M'], 'waits master'],
      [['-m', 'master'], 'runs bare'],
      [['-s', 'sandbox'], 'runs'],
      [['-s', 'cern'], ''],
      [['-n', 'wn1,wn2'], 'runs'],
      [['-j', 'kims'], 'kims'],
      [['-l', '2'], 'runs bare'],
      [['-l', '99999999999999999999'], 'waits master runs bare'],
      [['-al1'], 'kims2'],
      [['-o', 'statusId'], 'master waits runs bare'],
      [['-o', 'queueId', '-l', '2'], 'runs bare'],
      [['-o', 'nothing'], ''],
      [['-t', '1'], 'waits master runs bare'],
      [['-t', '2,1'], ''],
      [['-t', 'x'], 'waits master runs bare'],
    ];
    for (const [options, expected] of cases)
      assert.equal(await names(...options), expected, options.join(' '));
  });

  it('has a short and a long table', async () => {
    const [short] = await demo.must('ps', '-j', String(ids['runs']));
    assert.deepEqual(short, {
      owner: 'demo',
      id: String(ids['runs']),
      split: String(ids['master']),
      priority: '0',
      status: 'RUNNING',
      name: 'runs.sh',
      message: `      demo ${ids['runs']}  ___    R                           runs.sh`,
    });
    for (const long of [['-L'], ['-Fl'], ['-F', 'l']]) {
      const [result] = await demo.must('ps', '-j', String(ids['runs']), ...long);
      const {site, node, message} = result ?? {};
      assert.deepEqual([site, node], ['ALICE::SANDBOX::CE', 'wn1']);
      assert.equal(
        message,
        `      demo    ${ids['runs']}  ___                      ALICE::SANDBOX::CE` +
          '                                       wn1    R                         runs.sh',
      );
    }
    assert.deepEqual(await demo.must('ps', '-nokeys', '-id', '-W'), [{message: String(ids['waits'])}]);
  });

  it('shows descriptions and traces, of anybody', async () => {
    const kims = String(ids['kims']);
    const [both] = await demo.must('ps', '-j', kims, '-trace', '-jdl');
    const {trace, jdl, message} = both as {trace: string; jdl: string; message: string};
    assert.equal(jdl, 'TTL = 1;\n');
    assert.match(trace, /^\d{10} \[state {5}\]: Job state transition to INSERTING\n\d{10} \[state.*DONE\n$/s);
    assert.equal(message, `${trace}\n${jdl}`.trimEnd());
    const [one] = await demo.must('ps', '-jdl', kims);
    assert.deepEqual(Object.keys(one ?? {}).slice(-2), ['message', 'jdl']);
    const many = await demo.must('ps', '-nomsg', '-j', `${kims},${ids['waits']}`, '-trace');
    assert.deepEqual(
      many.map(({id}) => id),
      [String(ids['waits']), kims],
    );
  });

  it('says when there is no description, and no such job', async () => {
    const {metadata, results} = await demo.ask('ps', '-jdl', String(ids['bare']));
    assert.equal(metadata.error, `No data available : JDL of ${ids['bare']} could not be retrieved`);
    assert.deepEqual([metadata.exitcode, Object.keys(results[0] ?? {}).includes('message')], ['61', false]);
    assert.deepEqual(await demo.must('ps', '-jdl', '1'), []);
    const nameless = await demo.ask('ps', '-trace');
    assert.deepEqual([nameless.metadata.exitcode, nameless.results.length], ['22', 4]);
  });
});
