import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {registerMember} from '../../src/catalogue/archive.ts';
import {Catalogue} from '../../src/catalogue/catalogue.ts';
import type {Located} from '../../src/catalogue/entries/entry.ts';
import {lfnFrom} from '../../src/catalogue/names/names.ts';
import {storageAccount} from '../../src/storage/account.ts';
import {Contents, ContentsError} from '../../src/storage/contents.ts';
import {dataFolder} from '../../src/storage/layout.ts';

const HOME = '/alice/cern.ch/user/d/demo';
/** A zip archive with one member, `hello.txt`, which holds `hello`. */
const ARCHIVE = Buffer.from(
  'UEsDBBQAAAAIAAAAIVqGphA2BwAAAAUAAAAJAAAAaGVsbG8udHh0y0jNyckHAFBLAQIUAxQAAAAIAAAAIVqGphA2BwAAAAUAAAAJAAAAAAAAAAAAAACAAQAAAABoZWxsby50eHRQSwUGAAAAAAEAAQA3AAAALgAAAAAA',
  'base64',
);

describe('contents of the storage elements', () => {
  let folder: string;
  let catalogue: Catalogue;
  let contents: Contents;
  const content = Buffer.from('some bytes\n');
  const md5 = createHash('md5').update(content).digest('hex');
  const replicasOf = ({guid}: Located): string[] =>
    guid === null ? [] : catalogue.replicas.list(guid).map((replica) => contents.fileOf(replica));
  const filesOnDisk = (): string[] =>
    readdirSync(dataFolder(folder), {recursive: true, withFileTypes: true})
      .filter((item) => item.isFile())
      .map((item) => join(item.parentPath, item.name));

  beforeEach(() => {
    folder = mkdtempSync('/var/tmp/alien-contents-');
    catalogue = new Catalogue(':memory:');
    catalogue.addUser({name: 'demo', roles: [], fullname: '', email: '', subject: null});
    contents = new Contents(catalogue, folder);
    writeFileSync(join(folder, 'in'), content);
    writeFileSync(join(folder, 'empty'), '');
    writeFileSync(join(folder, 'in.zip'), ARCHIVE);
  });
  afterEach(() => {
    catalogue.close();
    rmSync(folder, {recursive: true});
  });
  const store = (lfn: string, file = 'in', spec?: string): Promise<Located> =>
    contents.store(join(folder, file), {
      lfn: lfnFrom(`${HOME}/${lfn}`),
      owner: 'demo',
      jobid: 7,
      ...(spec && {spec}),
    });

  it('are stored on the default elements, registered and read back', async () => {
    const entry = await store('a/b/file');
    assert.deepEqual([entry.size, entry.md5, entry.jobid, entry.owner], [content.length, md5, 7, 'demo']);
    assert.equal(catalogue.entries.find(lfnFrom(`${HOME}/a/b/file`))?.guid, entry.guid);
    assert.deepEqual(
      catalogue.replicas.list(entry.guid as never).map(({se}) => se),
      [1, 2],
    );
    assert.ok((await contents.read(entry)).equals(content));
  });

  it('belong to the account of the servers, with all folders on the way, until they are registered', async () => {
    const stored = await contents.put(join(folder, 'in'), 'tape:1');
    const [file] = stored.places.map((place) => contents.fileOf(place));
    const wanted = storageAccount()?.uid ?? process.getuid?.();
    for (let path = file as string; path !== dataFolder(folder); path = join(path, '..')) {
      assert.equal(statSync(path).uid, wanted, path);
    }
    contents.register(stored, {lfn: lfnFrom(`${HOME}/file`), owner: 'demo'});
    const [sealed, around] = [statSync(file as string), statSync(join(file as string, '..'))];
    assert.deepEqual(
      [sealed.uid, around.uid, sealed.mode & 0o4],
      [process.getuid?.(), process.getuid?.(), 0o4],
    );
  });

  it('are read from another replica if one is lost or damaged', async () => {
    const entry = await store('file');
    const [first, second] = replicasOf(entry) as [string, string];
    writeFileSync(first, 'some bytes?');
    assert.ok((await contents.read(entry)).equals(content));
    rmSync(second);
    await assert.rejects(contents.read(entry), (error) => {
      assert.ok(error instanceof ContentsError);
      assert.match(error.message, /DISK1 holds something else; .*DISK2: ENOENT/);
      return true;
    });
  });

  it('of an empty file are no replica', async () => {
    const entry = await store('nothing', 'empty');
    assert.deepEqual([entry.guid, entry.size, entry.md5], [null, 0, 'd41d8cd98f00b204e9800998ecf8427e']);
    assert.ok((await contents.read(entry)).equals(Buffer.alloc(0)));
    assert.deepEqual(filesOnDisk(), []);
  });

  it('are all or nothing', async () => {
    await store('file');
    const before = filesOnDisk();
    await assert.rejects(store('file'), /name is taken/);
    await assert.rejects(store('file/below'), /file is in the way/);
    await assert.rejects(store('new', 'in', 'nonsense:1'), ContentsError);
    await assert.rejects(store('new', 'in', 'disk'), ContentsError);
    await assert.rejects(store('new', 'not-there'), /ENOENT/);
    // The folder of one element cannot be made: a file has its name.
    const tape = join(dataFolder(folder), 'tape');
    rmSync(tape, {recursive: true});
    writeFileSync(tape, '');
    await assert.rejects(store('new', 'in', 'disk:1,tape:1'), /ENOTDIR|EEXIST/);
    rmSync(tape);
    assert.deepEqual(filesOnDisk(), before);
    assert.equal(catalogue.entries.find(lfnFrom(`${HOME}/new`)), undefined);
  });

  it('of a member are read through its archive', async () => {
    await store('a.zip', 'in.zip');
    const facts = {archive: `${HOME}/a.zip`, size: 5, md5: '5d41402abc4b2a76b9719d911017c592'};
    registerMember(catalogue, {...facts, member: 'hello.txt', lfn: `${HOME}/hello.txt`});
    registerMember(catalogue, {...facts, member: 'other.txt', lfn: `${HOME}/other.txt`});
    const entry = (name: string): Located => catalogue.entries.find(lfnFrom(`${HOME}/${name}`)) as Located;
    assert.equal((await contents.read(entry('hello.txt'))).toString(), 'hello');
    await assert.rejects(contents.read(entry('other.txt')), ContentsError);
  });

  it('of directories and of files without replicas do not exist', async () => {
    const home = catalogue.entries.find(lfnFrom(HOME)) as Located;
    await assert.rejects(contents.read(home), /demo is a directory/);
    await assert.rejects(contents.read({...home, type: 'f', size: 3}), /has no replica/);
  });
});
