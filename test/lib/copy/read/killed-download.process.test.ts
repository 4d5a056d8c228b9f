import assert from 'node:assert/strict';
import {truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {contentOf} from '../../../../src/lib/copy/model/plan.ts';
import {thisProcess} from '../../../../src/lib/traces/process-mark.ts';
import {partialName} from '../../../../src/lib/traces/temporary-name.ts';
import {makeZombie} from '../../../support/zombie.ts';
import {md5Of} from '../support/fake-storage.ts';
import {Workbench} from '../support/workbench.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';

const LFN = absoluteLfn('/alice/home/big');
const SIZE = 40 << 20;
const ARRIVED = 36 << 20;

describe('a download whose process was killed and not yet waited for', () => {
  it('is resumed, and nothing stays beside the file', async () => {
    const content = Buffer.alloc(SIZE, 'the content ');
    const zombie = await makeZombie();
    const bench = await Workbench.open();
    try {
      bench.place(LFN, 'to be replaced by a large one');
      const entry = bench.grid.entries.get(LFN) ?? assert.fail();
      const [url = ''] = entry.replicas;
      bench.storage.files.set(url, content);
      const facts = {size: SIZE, md5: md5Of(content)};
      Object.assign(entry, facts);
      // Earlier versions did not say when the process had started; that it is over must be enough.
      const maker = {...thisProcess(), pid: zombie.pid, start: undefined};
      const left = join(bench.dir, partialName('big', contentOf({lfn: LFN, ...facts}), maker));
      await writeFile(left, content);
      await truncate(left, ARRIVED);
      const there: number[] = [];
      bench.storage.cut = (_, bytes) => void there.push(bytes);
      assert.equal((await bench.copy(`alien:${LFN}`, 'file:big')).copied, 1);
      assert.deepEqual([there, await bench.localNames()], [[ARRIVED], ['big']]);
    } finally {
      zombie.release();
      await bench.close();
    }
  });
});
