import {copied} from './expectation.ts';
import {OfficialClient} from './official-client.ts';

const A = 'a root file\n';
const B = 'some text\n';
const C = 'another\n';
const D = 'a log\n';

describe('the official client: cp from the grid', () => {
  const client = new OfficialClient();
  client.has({
    'in/a.root': A,
    'in/b.txt': B,
    'in/run1/c.root': C,
    'in/run1/deeper/d.log': D,
    'say.sh': '#!/bin/sh\necho "said $*"\n',
    list: 'g/a.root file:listed/a\n# not this one\ng/run1/c.root file:listed/c\n',
  });

  describe('files', () => {
    client.runs('cp file:in/ g/', {out: copied(8)});
    client.runs('cp g/a.root file:a.root', {out: copied(1), local: {'a.root': A}});
    client.runs('alien_cp alien:g/a.root file:d/', {out: copied(1), local: {'d/a.root': A}});
    client.runs('cp alien:///alice/cern.ch/user/d/demo/g/a.root file:./d/x', {
      out: copied(1),
      local: {'d/x': A},
    });
    client.runs('cp g/b.txt file:.', {out: copied(1), local: {'b.txt': B}});
    client.runs('cp g/b.txt .', {
      code: 1,
      err: /^grid to grid copy is WIP/,
      peerAtFault: 'a local name is one only with file: before it',
    });
    client.runs('cp g/none file:x', {
      code: 2,
      err: 'Specified source /alice/cern.ch/user/d/demo/g/none not found!',
      local: {x: null},
    });
    client.runs('cp g/a.root@ALICE::SANDBOX::DISK2 file:se', {out: copied(1), local: {se: A}});
    client.runs('cp -strictspec g/a.root@ALICE::SANDBOX::TAPE file:tape', {
      code: 2,
      out: /^Strict specifications were enabled!!/,
      err: /^No token info for CopyFile/,
      local: {tape: null},
    });
    client.runs('cp g/a.root@!ALICE::SANDBOX::DISK1 file:not', {out: copied(1), local: {not: A}});
    client.runs('cp g/a.root file:a.root', {
      out: /a\.root --> TARGET VALID \(size match, .*\)\nNo copy jobs to be done!$/,
    });
    client.runs('cp -f g/b.txt file:d/x', {
      out: copied(1),
      local: {'d/x': B},
      peerAtFault: 'removes the local file before the new one is there',
    });
    client.runs('cp -f g/b.txt file:d/x', {
      out: /d\/x --> TARGET VALID \(md5 match\)\nNo copy jobs to be done!$/,
    });
    client.runs('cp -timeout 20 -retry 1 -S 2 -chunks 2 -chunksz 1048576 g/a.root file:tuned', {
      out: copied(1),
      local: {tuned: A},
    });
    client.runs('lfn2uri g/a.root', {
      out: /^(?:'root:\/\/127\.0\.0\.1:\d+\/\/\S+\?xrd\.wantprot=unix&authz=.*'\n?){2}$/,
    });
    client.runs('run cat g/a.root', {out: A.trim()});
    client.runs(['run cat alien:g/a.root alien:g/b.txt'], {out: [A.trim(), B.trim()]});
    client.runs('cp file:say.sh say.sh@disk:1', {out: copied(1)});
    client.runs('exec say.sh one two', {out: 'said one two'});
    client.runs('exec g/a.root', {
      code: 1,
      err: /^Exception:: <class 'OSError'> -> \[Errno 8\] Exec format error/,
      peerAtFault: 'a file that cannot be run is an exception',
    });
  });

  describe('trees', () => {
    const all = {'a.root': A, 'b.txt': B, 'run1/c.root': C, 'run1/deeper/d.log': D};
    const below = (dir: string, ...names: (keyof typeof all)[]) =>
      Object.fromEntries(
        Object.entries(all).map(([name, content]) => [
          `${dir}/${name}`,
          names.some((wanted) => wanted === name) ? content : null,
        ]),
      );
    client.runs('cp g/ file:t1/', {
      out: copied(4),
      local: below('t1', 'a.root', 'b.txt', 'run1/c.root', 'run1/deeper/d.log'),
    });
    client.runs('cp -T 2 g file:t2/', {out: copied(4), local: {'t2/g/run1/deeper/d.log': D}});
    client.runs('cp -T x g/ file:t3/', {
      code: 1,
      err: /^Exception encountered!/,
      peerAtFault: 'a number that is none is an exception',
    });
    client.runs('cp g file:t4', {
      out: /Successful jobs \(1st try\): \d\/4$/,
      err: /^(?:|[^]*file exists[^]*)$/,
      local: {'t4/a.root': null},
      peerAtFault: 'a directory without slash to a new name: all files go to that name, status 0',
    });
    client.runs('cp g/*.root file:s1/', {out: copied(2), local: below('s1', 'a.root', 'run1/c.root')});
    client.runs('cp -glob *.root g/ file:s2/', {out: copied(2), local: below('s2', 'a.root', 'run1/c.root')});
    client.runs('cp -select .*\\.(txt|log)$ g/ file:s3/', {
      out: copied(2),
      local: below('s3', 'b.txt', 'run1/deeper/d.log'),
    });
    client.runs('cp -name begin_c_ext_root g/ file:s4/', {out: copied(1), local: below('s4', 'run1/c.root')});
    client.runs('cp -name ext_root g/ file:s5/', {
      code: 42,
      err: /^No files found/,
      peerAtFault: 'the pattern that it makes of ext_ fits no file',
    });
    client.runs('cp -exclude run1 g/ file:s6/', {out: copied(2), local: below('s6', 'a.root', 'b.txt')});
    client.runs('cp -e run1 g/ file:s7/', {out: copied(2), local: below('s7', 'a.root', 'b.txt')});
    client.runs('cp -maxsize 8 g/ file:s8/', {
      out: copied(2),
      local: below('s8', 'run1/c.root', 'run1/deeper/d.log'),
    });
    client.runs('cp -mindepth 1 -maxdepth 1 g/ file:s9/', {
      out: copied(1),
      local: below('s9', 'run1/c.root'),
    });
    client.runs('cp -l 1 -o 1 g/ file:s10/', {out: copied(1), local: below('s10', 'b.txt')});
    client.runs('cp -user kim g/ file:s11/', {code: 42, err: /^No files found/, local: below('s11')});
    client.runs('cp -parent 1 g/run1/c.root file:p1/', {out: copied(1), local: {'p1/run1/c.root': C}});
    client.runs('cp -rmprefix 5 g/run1/ file:p2/', {out: copied(2), local: {'p2/g/run1/c.root': C}});
    client.runs('cp -input list', {out: copied(2), local: {'listed/a': A, 'listed/c': C}});
    client.runs('cp -dst file:p3/ g/a.root g/run1/c.root', {
      out: copied(2),
      local: {'p3/a.root': A, 'p3/run1/c.root': C},
    });
    client.runs('cp -dryrun g/ file:p4/', {
      out: /^(?:\/alice\/.* -> .*\/p4\/.*\n?){4}$/,
      local: {'p4/a.root': null},
    });
    client.runs('cp -dryrun g/b.txt file:t1/a.root', {
      out: / -> .*\/t1\/a\.root$/,
      local: {'t1/a.root': null},
      peerAtFault: 'a dry run removes the local file',
    });
  });
});
