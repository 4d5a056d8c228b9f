import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {accessRead, accessWrite} from '../../../src/lib/catalogue/access.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {XrootdStorage} from '../../../src/lib/storage/xrootd-storage.ts';
import {type CopyBox, HOME, useCopyBox} from './copy-box.ts';

describe('copies between real storage elements', () => {
  const content = randomBytes(2_000_001);
  const md5 = createHash('md5').update(content).digest('hex');
  let box: CopyBox;

  useCopyBox(async (opened) => {
    box = opened;
    await writeFile(join(box.dir, 'file'), content);
    await box.copy('file:file', 'alien:from@disk:1');
  });

  it('go from one to the other with the envelopes of the central service, and their md5 is told', async () => {
    const lfn = `${HOME}/from` as Lfn;
    const [source] = await accessRead(box.session, lfn);
    assert.ok(source);
    const facts = {size: content.length, md5};
    const targets = await accessWrite(box.session, `${HOME}/by-hand` as Lfn, facts, {
      specification: `disk:2,!${source.se}`,
    });
    assert.ok(targets.length > 0);
    for (const target of targets) {
      const sent = await new XrootdStorage().copyDirectly(source, target);
      assert.deepEqual([sent.bytes, sent.md5], [content.length, md5]);
    }
  });

  for (const [way, directFrom] of [
    ['directly', 1],
    ['through this process', Infinity],
  ] as const) {
    it(`are registered and can be read: ${way}`, async () => {
      const {copied, failures} = await box.copy('alien:from', `alien:to-${directFrom}`, {directFrom});
      assert.deepEqual([copied, failures], [1, []]);
      await box.copy(`alien:to-${directFrom}`, 'file:back', {force: true});
      assert.ok((await readFile(join(box.dir, 'back'))).equals(content));
    });
  }
});
