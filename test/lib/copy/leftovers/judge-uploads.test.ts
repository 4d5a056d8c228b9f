import assert from 'node:assert/strict';
import {judgeUploads} from '../../../../src/lib/copy/leftovers/judge-uploads.ts';
import type {PendingUpload} from '../../../../src/lib/copy/leftovers/pending-upload.ts';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {UnreadableAnswer} from '../../../../src/lib/session/requests/answer.ts';
import {FakeGrid} from '../support/fake-grid.ts';

const GUID = 'aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa';
const {signal} = new AbortController();

describe('whether an interrupted upload is registered', () => {
  let grid: FakeGrid;
  beforeEach(() => (grid = new FakeGrid()));

  const upload = (host: string, guid = GUID): PendingUpload => ({
    lfn: absoluteLfn('/alice/home/f'),
    url: `root://${host}//${guid}`,
    envelope: 'e',
    se: host,
    guid,
    booked: 1,
  });
  const place = (...replicas: string[]) =>
    grid.entries.set('/alice/home/f', {type: 'f', size: 1, md5: '', guid: GUID, replicas});
  const judge = async (...uploads: PendingUpload[]) => [
    ...(await judgeUploads(grid, uploads, {signal})).values(),
  ];

  it('is told for each of its replicas by one look at its content', async () => {
    place('root://ALICE::A::ONE//x', 'root://ALICE::B::TWO//y');
    const verdicts = await judge(
      upload('ALICE::A::ONE'),
      upload('alice::b::two', GUID.toUpperCase()),
      upload('C'),
    );
    assert.deepEqual(verdicts, ['registered', 'registered', 'not registered']);
    assert.deepEqual(
      grid.requests.map(({command, options}) => `${command} ${options.join(' ')}`),
      [`guid2lfn ${GUID}`, `access read ${GUID}`, `whereis -g ${GUID}`],
    );
  });

  it('is told without a look where the content has no name', async () => {
    assert.deepEqual(await judge(upload('A', GUID.toUpperCase())), ['not registered']);
    assert.equal(grid.count('access'), 0);
  });

  it('is in doubt where its content has a name and no replica', async () => {
    place();
    assert.deepEqual(await judge(upload('A')), ['in doubt']);
  });

  it('is not told where its content may not be read, and the others are', async () => {
    place('root://A//x');
    grid.fault = (command) =>
      command === 'access' ? {when: 'before', error: new ServerError('no', {exitCode: 13})} : undefined;
    const other = upload('B', GUID.replaceAll('a', 'b'));
    const verdicts = await judgeUploads(grid, [upload('A'), other], {signal});
    assert.deepEqual([...verdicts], [[other, 'not registered']]);
  });

  it('has to be answered', async () => {
    place('root://A//x');
    for (const error of [new NetworkError('lost'), new UnreadableAnswer('what'), new TypeError('a bug')]) {
      grid.fault = (command) => (command === 'access' ? {when: 'before', error} : undefined);
      await assert.rejects(judge(upload('A')), error);
    }
  });
});
