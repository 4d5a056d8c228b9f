import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {readdirSync, rmSync} from 'node:fs';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {accessRead} from '../../../src/lib/catalogue/access.ts';
import type {CopyOptions} from '../../../src/lib/copy/copy.ts';
import type {CopySettings} from '../../../src/lib/copy/model/request.ts';
import {ServerError} from '../../../src/lib/errors/errors.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {HttpStorage} from '../../../src/lib/storage/http/http-storage.ts';
import type {Storage} from '../../../src/lib/storage/storage.ts';
import {XrootdStorage} from '../../../src/lib/storage/xrootd-storage.ts';
import {md5Of} from '../../lib/copy/support/fake-storage.ts';
import {makeZip} from '../../lib/storage/archive/make-zip.ts';
import {Program} from '../stage/program.ts';
import {type CopyBox, HOME, LIMITS, useCopyBox} from './copy-box.ts';

/** Files that come by XRootD would be a mistake that nobody sees. */
class UploadsOnly extends XrootdStorage {
  override download(): Promise<never> {
    return Promise.reject(new ServerError('it was to be read over HTTP'));
  }
}

describe('copies over HTTP', function () {
  this.timeout(60_000);
  let box: CopyBox;
  const content = randomBytes(5_000_000);

  useCopyBox(async (opened) => {
    box = opened;
    await writeFile(join(box.dir, 'file'), content);
    await box.copy('file:file', `alien:${HOME}/file@disk:2`);
  });
  afterEach(() => box.grid.faults.clear());

  const overHttp = (other: Storage = new UploadsOnly(LIMITS)) =>
    new HttpStorage(other, {env: box.grid.env(), ...LIMITS});
  const copy = (source: string, destination: string, more: CopySettings & CopyOptions = {}) =>
    box.copy(source, destination, {http: true, storage: overHttp(), ...more});
  const local = (name: string) => readFile(join(box.dir, name));
  const notes = () => {
    const texts: string[] = [];
    const onEvent: CopyOptions['onEvent'] = (event) => event.kind === 'note' && texts.push(event.text);
    return {texts, onEvent};
  };

  it('bring a file, verified, with nothing to say', async () => {
    const {texts, onEvent} = notes();
    const {copied, failures, notVerified} = await copy(`alien:${HOME}/file`, 'file:one', {onEvent});
    assert.deepEqual([copied, failures, notVerified, texts], [1, [], 0, []]);
    assert.ok((await local('one')).equals(content));
  });

  it('bring a tree', async () => {
    await mkdir(join(box.dir, 'tree/deep/er'), {recursive: true});
    for (let i = 0; i < 30; i++) await writeFile(join(box.dir, `tree/deep/f${i}`), randomBytes(i * 1000));
    await box.copy('file:tree/', `alien:${HOME}/tree/@disk:2`);
    assert.deepEqual((await copy(`alien:${HOME}/tree/`, 'file:back/')).failures, []);
    assert.equal(box.differences('tree', 'back'), '');
  });

  it('bring members of archives', async () => {
    const members = [
      {name: 'stored', content: randomBytes(100_000), deflate: false},
      {name: 'deflated', content: Buffer.from('line\n'.repeat(100_000)), deflate: true},
    ];
    const archive = `${HOME}/archive.zip`;
    await writeFile(join(box.dir, 'archive.zip'), makeZip(members));
    await box.copy('file:archive.zip', `alien:${archive}@disk:2`);
    for (const {name, content: inside} of members) {
      const facts = {size: inside.length, md5: md5Of(inside)};
      box.grid.registerMember({archive, member: name, lfn: `${HOME}/members/${name}`, ...facts});
    }
    assert.deepEqual((await copy(`alien:${HOME}/members/`, 'file:out/')).failures, []);
    for (const {name, content: inside} of members)
      assert.ok((await local(`out/${name}`)).equals(inside), name);
  });

  it('turn to the next replica when one is damaged, and say so', async () => {
    await box.grid.faults.set('se-wrong DISK1');
    const {copied, warnings} = await copy(`alien:${HOME}/file`, 'file:damaged');
    assert.equal(copied, 1);
    assert.match(warnings.join(), /DISK1 is damaged.*checksum is wrong/);
    assert.ok((await local('damaged')).equals(content));
  });

  for (const fault of ['se-down DISK1', 'se-hang DISK1 1000000']) {
    it(`turn to the next replica on ${fault}`, async () => {
      await box.grid.faults.set(fault);
      const name = fault.split(' ')[0] as string;
      assert.equal((await copy(`alien:${HOME}/file`, `file:${name}`)).copied, 1);
      assert.ok((await local(name)).equals(content));
    });
  }

  it('fail where there is no other replica', async () => {
    await box.grid.faults.set('se-down DISK1');
    const only = `alien:${HOME}/file@ALICE::SANDBOX::DISK1`;
    const {failures} = await copy(only, 'file:none', {strictSpecification: true});
    assert.match(failures[0]?.reason ?? '', /cannot be reached: nothing listens there/);
    assert.ok(!readdirSync(box.dir).some((each) => each.includes('none')));
  });

  it('turn to the next replica when the file is gone from a disk', async () => {
    await box.copy('file:file', `alien:${HOME}/lost@disk:2`);
    const [stored] = await accessRead(box.session, `${HOME}/lost` as Lfn, {http: true});
    rmSync(join(box.grid.dir, 'storage/data', new URL(stored?.url ?? '').pathname));
    assert.equal((await copy(`alien:${HOME}/lost`, 'file:lost')).copied, 1);
    const only = `alien:${HOME}/lost@ALICE::SANDBOX::DISK1`;
    const {failures} = await copy(only, 'file:none', {strictSpecification: true});
    assert.match(failures[0]?.reason ?? '', /has no such file: HTTP 404/);
    assert.equal(failures[0]?.exitCode, 2);
  });

  it('are refused with an envelope for another file', async () => {
    await box.copy('file:file', `alien:${HOME}/other@disk:1`);
    const [file] = await accessRead(box.session, `${HOME}/file` as Lfn, {http: true});
    const [other] = await accessRead(box.session, `${HOME}/other` as Lfn, {http: true});
    assert.ok(file && other);
    const download = overHttp().download({url: file.url, envelope: other.envelope}, join(box.dir, 'stolen'));
    await assert.rejects(download, (error) => {
      assert.ok(error instanceof ServerError);
      assert.deepEqual([error.exitCode, /refuses access: HTTP 403/.test(error.message)], [13, true]);
      return true;
    });
  });

  it('read by XRootD where a storage element has no HTTP, and say so once', async () => {
    for (const name of ['one', 'two'])
      await box.copy('file:file', `alien:${HOME}/tapes/${name}@tape:1,disk:1`);
    await box.grid.faults.set('se-down DISK1');
    const {texts, onEvent} = notes();
    const storage = overHttp(new XrootdStorage()); // with time for what has to come from the tape
    const more = {http: true, storage, onEvent};
    const {copied, failures} = await box.copy(`alien:${HOME}/tapes/`, 'file:tapes/', more);
    assert.deepEqual([copied, failures], [2, []]);
    assert.deepEqual(texts, ['ALICE::SANDBOX::TAPE has no address of HTTP: it is read by XRootD.']);
  });

  it('prefer what has HTTP to what is nearer', async () => {
    await box.copy('file:file', `alien:${HOME}/both@tape:1,disk:1`);
    const far = `alien:${HOME}/both@ALICE::SANDBOX::TAPE`;
    assert.equal((await copy(far, 'file:both')).copied, 1);
  });

  it('go by XRootD to the grid, and say so', async () => {
    for (const source of ['file:file', `alien:${HOME}/file`]) {
      const {texts, onEvent} = notes();
      const target = `alien:${HOME}/up-${source.split(':')[0]}`;
      assert.equal((await copy(source, target, {onEvent})).copied, 1);
      assert.deepEqual(texts, ['--http is for downloads: what goes to the grid is transferred by XRootD.']);
    }
  });

  it('are what the program makes with the switch, the old spelling too', async () => {
    const alien = new Program({...box.grid.env(), TMPDIR: box.dir}, box.dir);
    for (const [verb, option, source] of [
      ['cp', '-http', 'alien:file'],
      ['cp', '--http', 'alien:file'],
      ['sync', '--http', 'alien:tree/'],
    ] as const) {
      const before = box.grid.requests.length;
      await alien.ok(verb, option, source, `file:by-${verb}${option}`);
      const asked = box.grid.requests.slice(before).filter(({command}) => command === 'access');
      assert.ok(asked.length > 0 && asked.every(({options}) => options.includes('-u')), `${verb} ${option}`);
    }
    assert.ok((await local('by-cp-http')).equals(content));
    assert.equal(box.differences('tree', 'by-sync--http'), '');
  });

  it('leave nothing when they are interrupted', async () => {
    await box.grid.faults.set('se-slow DISK1 1000000');
    const controller = new AbortController();
    const onEvent: CopyOptions['onEvent'] = ({kind}) =>
      kind === 'progress' && controller.abort(new Error('enough'));
    const summary = await copy(`alien:${HOME}/file`, 'file:cut', {signal: controller.signal, onEvent});
    assert.deepEqual([summary.aborted, summary.copied], [true, 0]);
    assert.ok(!readdirSync(box.dir).some((each) => each.includes('cut')));
  });
});
