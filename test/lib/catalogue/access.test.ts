import assert from 'node:assert/strict';
import {accessRead} from '../../../src/lib/catalogue/access.ts';
import type {Requester} from '../../../src/lib/session/requests/requester.ts';

/** As the central service seals one, and as it writes it for a url. */
const SEALED = '-----BEGIN SEALED CIPHER-----\nw8+2-A==\n-----END SEALED CIPHER-----\n&scitag.flow=330';
const FOR_URL =
  '-----BEGIN%20SEALED%20CIPHER-----%0Aw8%2B2-A%3D%3D%0A-----END%20SEALED%20CIPHER-----%0A&scitag.flow=330';

describe('where a file can be read over HTTP', () => {
  const asked: (readonly string[])[] = [];
  const metadata = {exitcode: '0', error: '', user: 'demo', currentdir: '/'};
  const gridWith = (message: string | undefined, envelope: string, url: string): Requester => ({
    request(_command, options = []) {
      asked.push(options);
      const result = {...(message !== undefined && {message}), envelope, url, se: 'ALICE::A::ONE'};
      return Promise.resolve({metadata, results: [result]});
    },
  });
  const ask = async (grid: Requester) => {
    const [replica] = await accessRead(grid, '/file' as never, {http: true});
    return [replica?.url, replica?.envelope];
  };

  it('stands in the text of the answer, the envelope beside it', async () => {
    const grid = gridWith('https://host:1/file\nSE: ALICE::A::ONE', FOR_URL, 'root://host:2//file');
    assert.deepEqual(await ask(grid), ['https://host:1/file', FOR_URL]);
    assert.deepEqual(asked.at(-1), ['-u', 'read', '/file']);
  });

  it('names the member of an archive as well', async () => {
    const grid = gridWith('https://host:1/file\nSE: ALICE::A::ONE', FOR_URL, 'root://host:2//file#member');
    assert.equal((await ask(grid))[0], 'https://host:1/file#member');
  });

  it('is nowhere where the service says null: then XRootD gets its own address and envelope', async () => {
    for (const message of ['null\nSE: ALICE::A::ONE', '', undefined]) {
      const grid = gridWith(message, FOR_URL, 'root://host:2//file');
      assert.deepEqual(await ask(grid), ['root://host:2//file', SEALED]);
    }
  });

  it('leaves an envelope as it is that was not made for a url', async () => {
    const grid = gridWith('null', '100%-not%2', 'root://host:2//file');
    assert.equal((await ask(grid))[1], '100%-not%2');
  });
});
