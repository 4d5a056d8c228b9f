import {copied} from './expectation.ts';
import {OfficialClient} from './official-client.ts';

const NO_ENVELOPE = /^No token info for CopyFile[^]*\nNo XRootD operations in list!/;

describe('the official client: cp to the grid', () => {
  const client = new OfficialClient();
  const big = 'a line of many\n'.repeat(300_000);
  client.has({
    'in/a.root': 'a root file\n',
    'in/b.txt': 'some text\n',
    'in/run1/c.root': 'another\n',
    'in/run1/deeper/d.log': 'a log\n',
    'big.bin': big,
    list: 'file:in/a.root list/one@disk:1\nfile:in/b.txt list/two\nfile:in/none list/three\n',
  });

  describe('files', () => {
    client.runs('cp file:in/a.root f/', {
      out: copied(2),
      grid: {'f/a.root': {holds: 'a root file\n', on: ['DISK1', 'DISK2'], owner: 'demo', perm: '755'}},
    });
    client.runs('alien_cp file:in/a.root alien:f/new/dir/name.root', {
      out: copied(2),
      grid: {'f/new/dir/name.root': {holds: 'a root file\n'}},
    });
    client.runs('cp file:in/a.root alien:///alice/cern.ch/user/d/demo/f/absolute', {
      out: copied(2),
      grid: {'f/absolute': {holds: 'a root file\n'}},
    });
    client.runs('cp file:in/a.root alien:~/f/tilde', {
      out: copied(2),
      grid: {'f/tilde': {holds: 'a root file\n'}},
    });
    client.runs('cp file:in/a.root %ALIEN/f/home', {
      out: copied(2),
      grid: {'f/home': {holds: 'a root file\n'}},
    });
    client.runs('cp file:big.bin f/big', {
      out: copied(2),
      grid: {'f/big': {holds: big, on: ['DISK1', 'DISK2']}},
    });
    client.runs('cp file:in/none f/', {code: 2, err: /^Specified source .*\/in\/none not found!$/});
    client.runs('cp file:in/b.txt f/a.root', {
      out: copied(2),
      grid: {'f/a.root': {holds: 'some text\n'}},
      peerAtFault: 'removes the file that is there before the new one is assured, without a question',
    });
    client.runs('cp -f file:in/b.txt f/a.root', {
      out: /f\/a\.root --> TARGET VALID \(md5 match\)\nNo copy jobs to be done!$/,
      grid: {'f/a.root': {holds: 'some text\n'}},
    });
    client.runs('cp f/a.root f/b', {
      code: 1,
      err: /^grid to grid copy is WIP/,
      grid: {'f/b': null},
      peerAtFault: 'no copies from grid to grid',
    });
    client.runs('cp file:in/a.root file:b', {code: 1, err: /^for local copy use system command/});
    client.runs('cp file:in/a.root', {code: 22, err: /^Command format is of the form of/});
    client.runs('cp -tpc file:in/a.root f/tpc', {
      code: 1,
      err: 'DO_XrootdCp:: TPC is not allowed!!',
      grid: {'f/tpc': null},
    });
  });

  describe('specifications', () => {
    client.runs('cp file:in/a.root s/one@disk:1', {
      out: copied(1),
      grid: {'s/one': {holds: 'a root file\n'}},
    });
    client.runs('cp file:in/a.root s/two@disk:2', {
      out: copied(2),
      grid: {'s/two': {on: ['DISK1', 'DISK2']}},
    });
    client.runs('cp file:in/a.root s/se@ALICE::SANDBOX::DISK2', {
      out: copied(1),
      grid: {'s/se': {on: ['DISK2']}},
    });
    client.runs('cp file:in/a.root s/tape@tape:1', {
      out: copied(1),
      grid: {'s/tape': {holds: 'a root file\n', on: ['TAPE']}},
    });
    client.runs('cp file:in/a.root s/mixed@ALICE::SANDBOX::DISK2,tape:1', {
      out: copied(2),
      grid: {'s/mixed': {holds: 'a root file\n', on: ['DISK2', 'TAPE']}},
    });
    client.runs('cp file:in/a.root s/not@disk:2,!ALICE::SANDBOX::DISK1', {
      out: copied(1),
      grid: {'s/not': {on: ['DISK2']}},
    });
    client.runs('cp file:in/a.root s/many@disk:5', {
      out: copied(2),
      grid: {'s/many': {on: ['DISK1', 'DISK2']}},
    });
    client.runs('cp file:in/a.root s/none@nosuch:1', {code: 2, err: NO_ENVELOPE, grid: {'s/none': null}});
    client.runs('cp file:in/a.root s/none@ALICE::NO::SE', {
      code: 2,
      err: NO_ENVELOPE,
      grid: {'s/none': null},
    });
    client.runs('cp file:in/a.root@tape:1 s/source', {
      out: copied(2),
      grid: {'s/source': {on: ['DISK1', 'DISK2']}},
      peerAtFault: 'a specification of the local side is dropped without a word',
    });
    client.runs('cp file:in/a.root /alice/cern.ch/user/k/kim/x', {
      code: 2,
      err: NO_ENVELOPE,
      grid: {'/alice/cern.ch/user/k/kim/x': null},
    });
  });

  describe('trees', () => {
    client.runs('cp file:in/ t1/', {
      out: copied(8),
      grid: {
        't1/a.root': {holds: 'a root file\n'},
        't1/run1/c.root': {holds: 'another\n'},
        't1/run1/deeper/d.log': {holds: 'a log\n'},
      },
    });
    client.runs('cp -T 2 file:in t2/', {
      out: copied(8),
      grid: {'t2/in/run1/deeper/d.log': {holds: 'a log\n'}},
    });
    client.runs('cp file:in/ t1/', {
      out: /(?:.*\/t1\/.* --> TARGET VALID \(size match, .*\)\n){4}No copy jobs to be done!$/,
    });
    client.runs('cp -glob *.root file:in/ t3/@disk:1', {
      out: copied(2),
      grid: {'t3/a.root': {}, 't3/run1/c.root': {}, 't3/b.txt': null},
    });
    client.runs('cp file:in/run1/*.root t4/', {
      out: copied(2),
      grid: {'t4/c.root': {}, 't4/deeper/d.log': null},
    });
    client.runs('cp -parent 1 file:in/run1/c.root t5/', {out: copied(2), grid: {'t5/run1/c.root': {}}});
    client.runs('cp -input list', {
      out: copied(3),
      err: /^Specified source .*\/in\/none not found!$/,
      grid: {'list/one': {holds: 'a root file\n'}, 'list/two': {on: ['DISK1', 'DISK2']}, 'list/three': null},
    });
    client.runs('cp -dst t6/ file:in/a.root file:in/run1/c.root', {
      out: copied(4),
      grid: {'t6/a.root': {}, 't6/run1/c.root': {}},
    });
    client.runs('cp -dryrun file:in/b.txt t1/dry.txt', {
      out: /in\/b\.txt -> .*\/t1\/dry\.txt \(ALICE::SANDBOX::DISK[12]\)/,
      grid: {'t1/dry.txt': null},
    });
    client.runs('cp -dryrun file:in/b.txt t1/a.root', {
      out: / -> .*\/t1\/a\.root/,
      grid: {'t1/a.root': null},
      peerAtFault: 'a dry run removes the file that is there',
    });
    client.runs('cp -select .*root file:in/ t7/', {
      code: 1,
      err: /^Exception encountered!/,
      grid: {'t7/a.root': null},
      peerAtFault: 'a selection by a regular expression is an exception for local files',
    });
    client.runs('cp file:in t8', {
      out: /Successful jobs \(1st try\): 8\/8$/,
      err: /^Invalid request descriptor : Nothing was registered/,
      grid: {t8: {type: 'f'}},
      peerAtFault:
        'a directory without slash ends in one file, with status 0, and refused registrations as well',
    });
  });
});
