import assert from 'node:assert/strict';
import {existsSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';
import type {Client} from '../support/client.ts';
import {until} from '../support/until.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const DISK2 = 'ALICE::SANDBOX::DISK2';
const TAPE = 'ALICE::SANDBOX::TAPE';

for (const storage of [false, true]) {
  describe(`mirror and deleteMirror, ${storage ? 'through the servers' : 'on disk'}`, () => {
    let grid: TestGrid;
    let demo: Client;
    before(async () => {
      grid = await startGrid({storage, users: ['demo', 'bob']});
      demo = await connect(grid);
    });
    after(() => grid.stop());

    const store = (name: string, spec: string): Promise<void> =>
      grid.storeFile({lfn: `${HOME}/${name}`, owner: 'demo', content: `content of ${name}`, spec});
    const elements = async (name: string): Promise<string> =>
      (await demo.must('whereis', name)).map(({seName}) => String(seName).split('::')[2]).join(' ');
    const text = async (...words: string[]): Promise<string> => {
      const [command = '', ...options] = words;
      return String((await demo.must(command, ...options))[0]?.['message']);
    };
    const filesOn = (element: string): string[] =>
      readdirSync(join(grid.dir, 'storage/data', element), {recursive: true, withFileTypes: true})
        .filter((item) => item.isFile())
        .map((item) => join(item.parentPath, item.name));
    /** The line of a transfer once it looks like that: nothing tells when. */
    async function transfer(id: number, pattern: RegExp): Promise<string> {
      let list = '';
      await until(async () => {
        list = await text('listTransfer', '-verbose', '-id', String(id));
        return pattern.test(list);
      });
      return list;
    }

    it('make real replicas, and remove them for real', async () => {
      await store('f1', 'disk:1');
      assert.equal(
        await text('mirror', '-S', `${DISK2},tape:1`, 'f1'),
        `${DISK2}: queued transfer ID 1000\n${TAPE}: queued transfer ID 1001`,
      );
      assert.match(
        await text('listTransfer', '-destination', TAPE),
        /^1001\t {3}WAITING\t {3}demo\t.*\t4\t.*f1$/m,
      );
      await transfer(1000, /DONE/);
      await transfer(1001, /DONE/);
      assert.equal(await elements('f1'), 'DISK1 DISK2 TAPE');
      const [file] = filesOn('tape') as [string];
      assert.equal((await grid.readFile(`${HOME}/f1`)).toString(), 'content of f1');

      assert.equal(await text('deleteMirror', 'f1', TAPE), `Mirror scheduled to be deleted from ${TAPE}`);
      assert.equal(await elements('f1'), 'DISK1 DISK2');
      await until(() => !existsSync(file));
      assert.equal((await demo.must('mirror', '-S', DISK2, 'f1')).length, 0, 'there already');
    });

    it('mind whose file it is', async () => {
      await store('f2', 'disk:1');
      const bob = await connect(grid, 'bob');
      const {metadata} = await bob.ask('mirror', '-S', DISK2, `${HOME}/f2`);
      assert.deepEqual([metadata.exitcode, metadata.error], ['0', `Failed to mirror ${HOME}/f2\n`]);
      assert.match(
        await bob.failure('deleteMirror', `${HOME}/f2`, 'ALICE::SANDBOX::DISK1'),
        /^121 .*user not authorized$/,
      );
    });

    it('move a replica, of all files that a pattern means', async () => {
      await Promise.all(['m1', 'm2'].map((name) => store(name, 'disk:1')));
      const ids =
        (await text('mirror', '-r', 'ALICE::SANDBOX::DISK1', '-S', DISK2, 'm*')).match(/\d+$/gm) ?? [];
      assert.equal(ids.length, 2);
      for (const id of ids) await transfer(Number(id), /DONE/);
      assert.deepEqual([await elements('m1'), await elements('m2')], ['DISK2', 'DISK2']);
    });

    it('wait and try again while one of the two ends is dead', async () => {
      await store('f3', 'disk:1');
      if (storage) process.kill(grid.storage?.find(({name}) => name === TAPE)?.pid ?? 0, 'SIGKILL');
      else for (const file of filesOn('disk1')) rmSync(file);
      const id = Number(/\d+$/.exec(await text('mirror', '-try', '3', 'f3', TAPE))?.[0]);
      assert.match(await transfer(id, /WAITING.*\t1\t\S/), storage ? /onnect/ : /ENOENT/);
      assert.equal(await elements('f3'), 'DISK1');
    });
  });
}
