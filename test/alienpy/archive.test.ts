import {md5Of} from '../lib/copy/support/fake-storage.ts';
import {makeZip} from '../lib/storage/archive/make-zip.ts';
import {copied} from './expectation.ts';
import {HOME, OfficialClient} from './official-client.ts';

const OUT = 'what was said\n';
const HIST = 'histograms\n'.repeat(100);
const MEMBERS = [
  {name: 'stdout', content: Buffer.from(OUT), deflate: true},
  {name: 'hist.root', content: Buffer.from(HIST)},
];

describe('the official client: archives and their members', () => {
  const client = new OfficialClient();
  client.has({'root_archive.zip': makeZip(MEMBERS)});

  client.runs('cp file:root_archive.zip a/@disk:2', {out: copied(2)});
  it('the sandbox registers the members', () => {
    for (const {name, content} of MEMBERS) {
      const archive = `${HOME}/a/root_archive.zip`;
      const member = {archive, member: name, lfn: `${HOME}/a/${name}`, md5: md5Of(content)};
      client.grid.registerMember({...member, size: content.length});
    }
  });
  client.runs('ls a', {out: ['hist.root', 'root_archive.zip', 'stdout']});
  client.runs('find a *', {
    out: [`${HOME}/a/hist.root`, `${HOME}/a/root_archive.zip`, `${HOME}/a/stdout`],
  });
  client.runs('stat a/stdout', {
    out: new RegExp(`^File: ${HOME}/a/stdout\nType: f\n[^]*Size: ${OUT.length} \\(${OUT.length} B\\)\n`),
  });
  client.runs('md5sum a/stdout', {out: `${md5Of(Buffer.from(OUT))}\ta/stdout`});
  client.runs('whereis a/stdout', {
    out: /^the file stdout is in\n\n\t ZIP archive member +pfn => guid:\/\/\/[-0-9a-fA-F]{36}\?ZIP=stdout$/,
  });
  client.runs('whereis -r -l a/stdout', {
    out: new RegExp(
      `^the file stdout is inside a ZIP archive\n {4}archive LFN: ${HOME}/a/root_archive\\.zip\n\n` +
        `(?:\t SE => ALICE::SANDBOX::DISK[12] +pfn => root://.*\n?){2}$`,
    ),
  });
  client.runs('pfn a/stdout', {out: /^(?:root:\/\/127\.0\.0\.1:\d+\/\/disk[12]\/\S+\?ZIP=stdout\n?){2}$/});
  client.runs('-json access read /alice/cern.ch/user/d/demo/a/stdout', {
    json: {results: [{size: String(OUT.length), md5: md5Of(Buffer.from(OUT)), nSEs: '2'}]},
  });
  client.runs('archiveList a/root_archive.zip', {
    out: new RegExp(
      `^Content of: ${HOME}/a/root_archive\\.zip \\(\\d+ bytes = .*\\)\n {2}(?:stdout|hist\\.root)\t , guid `,
    ),
  });
  client.runs('cat a/stdout', {out: OUT.trim()});
  client.runs('cp a/stdout file:one', {out: copied(1), local: {one: OUT}});
  client.runs('cp a/ file:all/', {out: copied(3), local: {'all/stdout': OUT, 'all/hist.root': HIST}});
  client.runs('cp -noxrdzip a/hist.root file:whole/', {
    code: 1,
    out: /STATUS|Start/,
    err: /CheckSum error/,
    local: {'whole/hist.root': null},
    peerAtFault: 'compares the whole archive with the checksum of the member',
  });
  client.runs('rm a/stdout', {grid: {'a/stdout': null, 'a/root_archive.zip': {on: ['DISK1', 'DISK2']}}});
  client.runs('cat a/hist.root', {out: HIST.trim()});
});
