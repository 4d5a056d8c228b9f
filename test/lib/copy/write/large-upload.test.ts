import assert from 'node:assert/strict';
import {rename, truncate, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import type {CopyEvent} from '../../../../src/lib/copy/model/events.ts';
import {md5Of} from '../support/fake-storage.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';
const SIZE = 32 << 20;

describe('uploads of large files', () => {
  const content = Buffer.alloc(SIZE, 'x');
  const md5 = md5Of(content);
  let bench: Workbench;
  let source: string;

  beforeEach(async () => {
    bench = await Workbench.open();
    source = join(bench.dir, 'big');
    await writeFile(source, content);
  });
  afterEach(() => bench.close());

  const upload = (more = {}) => bench.copy('file:big', `alien:${HOME}/big`, more);
  const announced = () =>
    bench.grid.requests
      .filter(({command}) => command === 'access')
      .map(({options}) => (options.includes('-m') ? options[options.indexOf('-m') + 1] : undefined));
  const registered = () => bench.grid.entries.get(`${HOME}/big`);

  async function isRefused(reason: RegExp): Promise<void> {
    const {failures} = await upload();
    assert.match(failures[0]?.reason ?? '', reason);
    assert.equal(registered(), undefined);
    assert.deepEqual(bench.orphans(), []);
  }

  it('are read once, and their md5 is told with the registration', async () => {
    const events: CopyEvent[] = [];
    const {copied} = await upload({onEvent: (event: CopyEvent) => events.push(event)});
    assert.equal(copied, 1);
    assert.deepEqual(announced(), [undefined]);
    assert.deepEqual([registered()?.md5, registered()?.replicas.length], [md5, 2]);
    assert.ok(!events.some(({kind}) => kind === 'reading'));
  });

  it('tell the md5 of what was sent when they ask for other storage elements', async () => {
    bench.storage.before = (step, url) => {
      if (step === 'upload' && url.includes('TWO')) throw new ServerError('disk is read-only');
    };
    assert.equal((await upload()).copied, 1);
    assert.deepEqual(announced(), [undefined, md5]);
    assert.deepEqual([registered()?.md5, registered()?.replicas.length], [md5, 2]);
  });

  it('are repeated after a failure of the network', async () => {
    let failures = 1;
    bench.storage.before = (step) => {
      if (step === 'upload' && failures-- > 0) throw new NetworkError('reset');
    };
    assert.equal((await upload({retries: 1})).copied, 1);
    assert.equal(registered()?.md5, md5);
  });

  it('register nothing when their replicas differ', async () => {
    bench.storage.mangle = (all, url) => (url.includes('TWO') ? Buffer.alloc(SIZE, 'y') : all);
    await isRefused(/changed while it was copied/);
  });

  for (const [what, change] of Object.entries({
    written: () => utimes(source, new Date(), new Date(1e12)),
    'made longer': () => truncate(source, SIZE + 1),
    replaced: async () => {
      await writeFile(`${source}.new`, content);
      await rename(`${source}.new`, source);
    },
  })) {
    it(`register nothing when the file is ${what} on the way`, async () => {
      let isDue = true;
      bench.storage.before = async (step) => {
        if (step !== 'upload' || !isDue) return;
        isDue = false;
        await change();
      };
      await isRefused(/changed while it was copied/);
    });
  }

  it('do not become a replica of another file that has got the name meanwhile', async () => {
    const request = bench.grid.request.bind(bench.grid);
    bench.grid.request = async (command, options) => {
      if (command === 'access') bench.place(`${HOME}/big`, 'y'.repeat(SIZE));
      return await request(command, options);
    };
    const {failures} = await upload();
    assert.match(failures[0]?.reason ?? '', /Another file has got the name/);
    assert.equal(registered()?.replicas.length, 1);
    assert.equal(bench.storage.calls.filter(({step}) => step === 'upload').length, 0);
  });

  it('are read first where the md5 decides whether they are copied at all', async () => {
    bench.place(`${HOME}/big`, 'y'.repeat(SIZE));
    assert.equal((await upload({force: true})).copied, 1);
    assert.deepEqual(announced(), [md5]);
    assert.equal(registered()?.md5, md5);
  });
});
