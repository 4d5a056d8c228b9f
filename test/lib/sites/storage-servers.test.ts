import assert from 'node:assert/strict';
import {storageServers} from '../../../src/lib/sites/storage-servers.ts';
import type {Requester} from '../../../src/lib/session/requests/requester.ts';
import {success} from '../../commands/workbench.ts';

describe('storage servers', () => {
  let asked: number;
  const grid: Requester = {
    request: async () => {
      asked += 1;
      return success(
        {seNumber: '1', seName: 'ALICE::CERN::EOS', endpointUrl: 'root://eos.cern.ch:1094//x', qos: 'disk'},
        {seNumber: '2', seName: 'ALICE::GSI::SE', endpointUrl: 'root://[::1]:1094//y', qos: ''},
      );
    },
  };
  beforeEach(() => (asked = 0));
  const urls = async (words: string[], all = false) =>
    (await storageServers(grid, words, all)).map(({name, url}) => `${name} ${url}`);

  it('are storage elements, by name and number, each once', async () => {
    assert.deepEqual(await urls(['cern', '1', 'GSI']), [
      'ALICE::CERN::EOS root://eos.cern.ch:1094',
      'ALICE::GSI::SE root://[::1]:1094',
    ]);
    assert.equal((await urls([], true)).length, 2);
  });

  it('are hosts, for which nobody is asked where they have a port', async () => {
    assert.deepEqual(await urls(['h:1', '[::1]:5']), ['h:1 root://h:1', '[::1]:5 root://[::1]:5']);
    assert.equal(asked, 0);
    assert.deepEqual(await urls(['other.host.org']), ['other.host.org root://other.host.org']);
    assert.deepEqual(await urls(['eos.cern.ch']), ['ALICE::CERN::EOS root://eos.cern.ch:1094']);
  });

  it('are nothing else', async () => {
    for (const word of ['nowhere', '3', 'no:where'])
      await assert.rejects(storageServers(grid, [word], false), {exitCode: 1}, word);
  });
});
