import {copied} from './expectation.ts';
import {HOME, OfficialClient} from './official-client.ts';

describe('the official client: facts about files, find, collections', () => {
  const client = new OfficialClient();
  client.has({
    'in/a.root': 'a root file\n',
    'in/b.txt': 'one\ntwo\nthree\n',
    't/a.root': 'a root file\n',
    't/walk/c.root': 'another\n',
    't/walk/c.txt': 'one\ntwo\nthree\n',
  });
  client.runs('cp file:t/ t/', {out: copied(6)});

  describe('facts', () => {
    client.runs('stat t', {
      out: new RegExp(`^File: ${HOME}/t/\nType: d\nOwner: demo:demo\nPermissions: 755\nLast change: .*$`),
    });
    client.runs('alien_stat t/a.root', {
      out: new RegExp(
        `^File: ${HOME}/t/a\\.root\nType: f\n[^]*\nSize: 12 \\(12 B\\)\nMD5: [0-9a-f]{32}\nGUID: ([-0-9a-f]{36})\n\tGUID created on .* by [0-9a-f:]{17}$`,
      ),
      keep: 'guid',
    });
    client.runs('stat {guid}', {out: /^GUID: [-0-9a-f]{36}\nOwner: demo:demo\n/});
    client.runs('-json stat t/a.root none', {
      code: 2,
      json: {results: [{lfn: `${HOME}/t/a.root`, type: 'f', size: '12', perm: '755', owner: 'demo'}]},
    });
    client.runs('type t', {out: 'directory'});
    client.runs('type t/a.root', {out: 'file'});
    client.runs('type none', {code: 2, err: 'No such file or directory : none'});
    client.runs('alien_lfn2guid t/a.root', {out: new RegExp(`^${HOME}/t/a\\.root +[-0-9a-f]{36}$`)});
    client.runs('alien_guid2lfn {guid}', {out: new RegExp(`^[-0-9a-f]{36} +${HOME}/t/a\\.root$`)});
    client.runs('guidinfo {guid}', {out: /^[-0-9a-f]{36}\n {2}Created: .* \(\d+\) by [0-9a-f:]{17}$/});
    client.runs('uuid t/a.root', {out: /^t\/a\.root : created on .* \(\d+\) by [0-9a-f:]{17}$/});
    client.runs('md5sum t/a.root', {out: 'e6d0b8830dbd0a7c3e8d2ac0787a018c\tt/a.root'});
    client.runs('md5sum t', {code: 22, err: 'Invalid argument : This entry is not a file: t'});
    client.runs('alien_whereis t/a.root', {
      out: /^the file a\.root is in\n\n(?:\t SE => ALICE::SANDBOX::DISK[12] +pfn => root:\/\/.*\n?){2}$/,
    });
    client.runs('du t', {
      out: new RegExp(
        `^${HOME}/t\n {2}Folders: 2\n {2}Files: 3 of an apparent size of .*, of which:\n {2}- physical files: 3 files of`,
      ),
    });
    client.runs('df', {code: 38, err: 'Function not implemented'});
    client.runs('chmod 600 t/a.root', {grid: {'t/a.root': {perm: '600'}}});
    client.runs('chmod -R 750 t', {grid: {t: {perm: '750'}, 't/walk/c.root': {perm: '750'}}});
    client.runs('chmod rwx t/a.root', {
      code: 5,
      err: `Input/output error : ${HOME}/t/a.root: unable to chmod`,
    });
    client.runs(`cat ${HOME}/t/a.root`, {
      user: 'kim',
      code: 1,
      err: /^No token info for CopyFile/,
    });
    client.runs('-json access read /alice/cern.ch/user/d/demo/t/a.root', {
      user: 'kim',
      code: 77,
      json: {metadata: {error: 'File descriptor in bad state : No read PFNs'}},
    });
    client.runs(`touch ${HOME}/t/by-kim`, {user: 'kim', grid: {'t/by-kim': null}});
    client.runs(`rm ${HOME}/t/a.root`, {
      user: 'kim',
      code: 5,
      err: `Input/output error : Failed to remove [${HOME}/t/a.root]`,
      grid: {'t/a.root': {size: '12'}},
    });
    client.runs('chown kim.kim t/walk/c.txt', {grid: {'t/walk/c.txt': {owner: 'kim', gowner: 'kim'}}});
    client.runs('chown demo t/walk/c.txt', {
      code: 5,
      err: `Input/output error : ${HOME}/t/walk/c.txt: unable to chown`,
    });
    client.runs(`chown demo.demo ${HOME}/t/walk/c.txt`, {
      user: 'admin',
      grid: {'t/walk/c.txt': {owner: 'demo'}},
    });
    client.runs('lfnexpiretime -a -d 3 t/a.root', {out: 'Setting the expiration time to 3 days from now'});
    client.runs(['stat t/a.root | grep Expires'], {out: /^Expires: .* which is in (?:2d 23|3d)/});
    client.runs('showTagValue t', {out: /no tags defined for this path/});
  });

  describe('find', () => {
    client.runs('find t *.root', {out: [`${HOME}/t/a.root`, `${HOME}/t/walk/c.root`]});
    client.runs('alien_find t c', {out: [`${HOME}/t/walk/c.root`, `${HOME}/t/walk/c.txt`]});
    client.runs('find alien:t/*.root', {out: [`${HOME}/t/a.root`, `${HOME}/t/walk/c.root`]});
    client.runs('find -r t .*\\.txt$', {out: `${HOME}/t/walk/c.txt`});
    client.runs('find -d t walk', {
      out: [`${HOME}/t/walk/`, `${HOME}/t/walk/c.root`, `${HOME}/t/walk/c.txt`],
    });
    client.runs('find -l 1 -o 1 t *.root', {out: `${HOME}/t/walk/c.root`});
    client.runs('find -e walk t *.root', {out: `${HOME}/t/a.root`});
    client.runs('find -c t *.root', {
      out: [`${HOME}/t/a.root`, `${HOME}/t/walk/c.root`, 'Found 2 maching entries'],
    });
    client.runs('find -w t a.root', {
      out: new RegExp(`^-rwxr-x--- {7}demo {5}demo +12 .* {5}${HOME}/t/a\\.root$`),
    });
    client.runs('find t nothing');
    client.runs('find none *', {code: 20, err: 'Not a directory : none'});
    client.runs('-json find -f t a.root', {
      json: {results: [{lfn: `${HOME}/t/a.root`, size: '12', owner: 'demo', type: 'f', jobid: '-1'}]},
    });
    client.runs('find -x found.xml t *.root', {grid: {'found.xml': {type: 'f'}}});
    client.runs(['cat found.xml | grep -c "<file name="'], {out: '2'});
    client.runs('find2 -select .*\\.txt t', {out: `${HOME}/t/walk/c.txt`});
    client.runs('find2 -glob *.root -maxdepth 0 t', {out: `${HOME}/t/a.root`});
    client.runs('find2 -minsize 13 t', {out: `${HOME}/t/walk/c.txt`});
    client.runs('find2 -name ext_root t', {
      code: 2,
      err: /^No files found in :: /,
      peerAtFault: 'the pattern that it makes of ext_ fits no file',
    });
  });

  describe('collections', () => {
    client.runs('toXml t/a.root t/walk/c.root', {
      out: new RegExp(
        `^<\\?xml version="1\\.0"\\?>\n<alien>\n {2}<collection name="tempCollection">\n {4}<event name="1">\n {6}<file name="a\\.root" [^]*lfn="${HOME}/t/walk/c\\.root"[^]*</alien>$`,
      ),
    });
    client.runs('toXml -x made.xml t/a.root', {grid: {'made.xml': {type: 'f'}}});
    client.runs('toXml -x file:made.xml t/a.root', {
      local: {'made.xml': /<file name="a\.root" /},
      out: /<file name="a\.root" /,
    });
    client.runs('toXml t/a.root none', {
      code: 2,
      err: 'No such file or directory : Only 1 out of 2 files could be resolved',
    });
    client.runs('toXml -i t/a.root none', {out: /<file name="a\.root"/});
    client.runs('toXml -local in/a.root', {out: /<file name="a\.root" .*lfn="file:\/\/.*\/in\/a\.root" /});
    client.runs('listFilesFromCollection made.xml', {
      out: new RegExp(`^[-0-9a-f]{36} \\(from the file ${HOME}/t/a\\.root\\)$`),
    });
    client.runs(['cp file:in/b.txt v; cp file:in/a.root v~; changeDiff v'], {
      out: /< a root file\n---\n> one\n> two\n> three$/,
    });
  });
});
