import {HOME, OfficialClient} from './official-client.ts';
import {copied} from './expectation.ts';

const ROW = (type: string, size: string, name: string): RegExp =>
  new RegExp(`^${type} {7}demo {5}demo +${size} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d {4}${name}$`);

describe('the official client: the catalogue', () => {
  const client = new OfficialClient();
  client.has({'in/a.root': 'a root file\n', 'in/b.txt': 'one\ntwo\nthree\n', 'in/run/c.root': 'another\n'});

  describe('directories', () => {
    client.runs('pwd', {out: `${HOME}/`});
    client.runs('alien_pwd', {out: `${HOME}/`});
    client.runs('home', {out: `${HOME}/`});
    client.runs('alien_home', {out: `${HOME}/`});
    client.runs('mkdir d', {grid: {d: {type: 'd', owner: 'demo', gowner: 'demo', perm: '755'}}});
    client.runs('alien_mkdir -p deep/er/est', {grid: {'deep/er/est': {type: 'd'}}});
    client.runs('mkdir none/x', {
      code: 2,
      err: 'No such file or directory : Could not create directory: none/x',
      grid: {none: null},
    });
    client.runs('cd d', {local: {'.alienpy_session': new RegExp(`CWD = ${HOME}/d/`)}});
    client.runs(['cd d; pwd; cd -; pwd'], {out: [`${HOME}/d/`, `${HOME}/`]});
    client.runs('cd none', {code: 2, err: 'No such file or directory'});
    client.runs(['pushd deep; pushd er; popd; dirs; pwd'], {
      out: ['~/deep ~', '~/deep/er ~/deep ~', '~/deep ~', '~/deep ~', `${HOME}/deep/`],
    });
    client.runs('rmdir d', {grid: {d: null}});
    client.runs('rmdir deep', {
      code: 5,
      err: 'Input/output error : Could not remove directory: deep',
      grid: {'deep/er': {type: 'd'}},
    });
    client.runs('rmdir none', {code: 2, err: 'No such file or directory : none'});
    client.runs('alien_rmdir deep/er/est', {grid: {'deep/er/est': null, 'deep/er': {type: 'd'}}});
    client.runs(['mkdir ünïcode; ls'], {
      out: ['deep/', 'ünïcode/'],
      grid: {ünïcode: {type: 'd'}},
    });
    client.runs(['mkdir', '-p', 'with blank/x'], {grid: {'with blank/x': {type: 'd'}}});
  });

  describe('files', () => {
    client.runs('cp file:in/ t/', {out: copied(6), grid: {'t/run/c.root': {holds: 'another\n'}}});
    client.runs('touch t/empty t/.hidden', {
      grid: {'t/empty': {type: 'f', size: '0'}, 't/.hidden': {size: '0'}},
    });
    client.runs(['touch "t/a;b"'], {
      code: 1,
      err: /^Exception encountered!/,
      peerAtFault: 'a line is split at every semicolon, in quotes too',
    });
    client.runs('ls t', {out: ['a.root', 'b.txt', 'empty', 'run/']});
    client.runs('alien_ls t', {out: ['a.root', 'b.txt', 'empty', 'run/']});
    client.runs('ls -a t', {out: ['.hidden', 'a.root', 'b.txt', 'empty', 'run/']});
    client.runs('ls -c t/run', {out: `${HOME}/t/run/c.root`});
    client.runs('ls -b t/run', {
      out: new RegExp(`^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12} {3}${HOME}/t/run/c\\.root$`),
    });
    client.runs('ls -l t/a.root', {out: ROW('-rwxr-xr-x', '12', 'a.root')});
    client.runs('ls -lH t/a.root', {out: ROW('-rwxr-xr-x', '12 B', 'a.root')});
    client.runs('ls t/*.root', {out: 'a.root'});
    client.runs('ls alien:///alice/cern.ch/user/d/demo/t/run', {out: 'c.root'});
    client.runs('ls ~/t/run', {out: 'c.root'});
    client.runs('ls none t/run', {
      code: 2,
      err: `No such file or directory : ${HOME}/none`,
      peerAtFault: 'the part of the answer that succeeded is not shown',
    });
    client.runs('-json ls none t/run', {
      code: 2,
      json: {metadata: {exitcode: '2'}, results: [{name: 'c.root', path: `${HOME}/t/run/c.root`}]},
    });
    client.runs('ll t/run', {out: ROW('-rwxr-xr-x', '8', 'c.root')});
    client.runs('la t', {out: ['.hidden', 'a.root', 'b.txt', 'empty', 'run/']});
    client.runs('lla t/run', {out: ROW('-rwxr-xr-x', '8', 'c.root')});
    client.runs('-json ls -l t/a.root', {
      json: {
        metadata: {exitcode: '0', error: '', user: 'demo', currentdir: `${HOME}/`},
        results: [
          {name: 'a.root', path: `${HOME}/t/a.root`, size: '12', user: 'demo', permissions: '-rwxr-xr-x'},
        ],
      },
    });
    client.runs('cat t/b.txt', {out: ['one', 'two', 'three']});
    client.runs('less t/b.txt', {out: ['one', 'two', 'three'], peerAtFault: 'less does not page'});
    client.runs('more t/b.txt', {out: /one\ntwo\nthree$/, peerAtFault: 'more does not page'});
    client.runs(['cat t/b.txt | tail -n 1'], {out: 'three'});
    client.runs(['cat t/b.txt | head -n 1'], {out: 'one'});
    client.runs('cat t/none', {code: 1, err: new RegExp(`^Specified source ${HOME}/t/none not found!`)});
    client.runs('grep t t/b.txt', {out: ['two', 'three']});
    client.runs('run wc -l t/b.txt', {out: /^3 /});
    client.runs('mv t/b.txt t/c.txt', {grid: {'t/b.txt': null, 't/c.txt': {holds: 'one\ntwo\nthree\n'}}});
    client.runs('alien_mv t/c.txt t/run', {
      grid: {'t/c.txt': null, 't/run/c.txt': {holds: 'one\ntwo\nthree\n'}},
    });
    client.runs('mv t/run t/walk', {grid: {'t/run': null, 't/walk/c.root': {holds: 'another\n'}}});
    client.runs('mv t/empty t/a.root', {
      grid: {'t/empty': null, 't/a.root': {holds: 'a root file\n'}, 't/a.root_backup': {size: '0'}},
    });
    client.runs('mv none t/x', {code: 22, err: `Invalid argument : Source cannot be found: ${HOME}/none`});
    client.runs('rm t/a.root_backup', {grid: {'t/a.root_backup': null}});
    client.runs('rm t/none', {
      code: 5,
      err: `Input/output error : Failed to remove [${HOME}/t/none]`,
    });
    client.runs('rm t', {
      code: 5,
      err: `Input/output error : Failed to remove [${HOME}/t]`,
      grid: {t: {type: 'd'}},
    });
    client.runs('cp -r file:in/ scrap/', {out: copied(6)});
    client.runs('rm scrap/*.root', {grid: {'scrap/a.root': null, 'scrap/b.txt': {}, 'scrap/run/c.root': {}}});
    client.runs('alien_rm -rf scrap', {grid: {scrap: null, 'scrap/run/c.root': null}});
  });
});
