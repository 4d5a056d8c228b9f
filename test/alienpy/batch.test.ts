import {HOME, OfficialClient} from './official-client.ts';

describe('the official client: many commands at once, and JSON', () => {
  const client = new OfficialClient();
  client.has({
    commands: 'mkdir from-file\ncd from-file\npwd\ntouch x\nls\n',
    commented: '# a comment\npwd\n',
    'in/a.root': 'a root file\n',
  });

  describe('a line of commands', () => {
    client.runs(['pwd; whoami'], {out: [`${HOME}/`, 'demo']});
    client.runs(['mkdir line; cd line; touch x y; ls'], {out: ['x', 'y'], grid: {'line/y': {size: '0'}}});
    client.runs(['stat .'], {out: new RegExp(`^File: ${HOME}/\n`)});
    client.runs(['ls none; whoami'], {
      out: 'demo',
      err: `No such file or directory : ${HOME}/none`,
    });
    client.runs(['whoami; ls none'], {
      code: 2,
      out: 'demo',
      err: `No such file or directory : ${HOME}/none`,
    });
    client.runs(['ls line | wc -l'], {out: '2'});
    client.runs(['find line * | grep x'], {out: `${HOME}/line/x`});
    client.runs(['ls line | grep z'], {code: 1});
    client.runs(['!echo local; whoami'], {out: ['local', 'demo']});
    client.runs(['cd line; cp file:in/a.root here@disk:1; cat here'], {
      out: /Successful jobs \(1st try\): 1\/1\na root file$/,
      grid: {'line/here': {holds: 'a root file\n'}},
    });
    client.runs(['exit 3'], {
      code: 1,
      err: /^Exception encountered!/,
      peerAtFault: 'a code without a message is an exception',
    });
    client.runs(['exit 3 err over'], {code: 3, err: 'over'});
    client.runs(['whoami; exit 0 over; pwd'], {out: 'demo', err: 'over'});
    client.runs(['rm none; exitcode'], {
      out: '5',
      err: `Input/output error : Failed to remove [${HOME}/none]`,
    });
    client.runs('ls line -l --nosuch', {
      code: 22,
      err: 'Invalid argument : nosuch is not a recognized option',
    });
    client.runs(['whoami|cat'], {
      code: 1,
      err: /^WARNING! command >>> whoami\|cat <<</,
      peerAtFault: 'a pipe needs blanks around it',
    });
  });

  describe('a file of commands', () => {
    client.runs('commands', {out: [`${HOME}/from-file/`, 'x'], grid: {'from-file/x': {size: '0'}}});
    client.runs('commented', {
      out: `${HOME}/`,
      err: /^WARNING! command >>> # <<</,
      peerAtFault: 'no comments in a file of commands',
    });
    client.runs('in/a.root', {code: 1, err: /^WARNING! command >>> a <<</});
  });

  describe('standard input', () => {
    const env = {ALIENPY_NO_CWD_RESTORE: '1'};
    client.runs('', {
      env,
      stdin: 'user demo\nwhoami\nmkdir -p stdin/deep\ncd stdin\ncp file:in/a.root up@disk:1\nls\n',
      out: /^Welcome to the ALICE GRID\n[^]* >demo\n[^]*deep\/\nup\n[^]*Exit$/,
      grid: {'stdin/deep': {type: 'd'}, 'stdin/up': {holds: 'a root file\n'}},
    });
    client.runs('', {
      stdin: 'pwd\ncd\ncd line\nls\nrm -f x\n',
      out: new RegExp(` >${HOME}/stdin/\n[^]*line/ >here\nx\ny\n`),
      grid: {'line/x': null},
    });
    client.runs('', {
      env,
      stdin: 'nosuch\npwd\n',
      out: new RegExp(` >${HOME}/\n`),
      err: /^WARNING! command >>> nosuch <<</,
    });
  });

  describe('aliases', () => {
    client.has({'.alienpy_aliases': 'mine=ls -a line\n'});
    client.runs('mine', {out: ['here', 'y']});
  });

  describe('JSON', () => {
    const metadata = {currentdir: `${HOME}/`, error: '', exitcode: '0', user: 'demo'};
    client.runs('-json pwd', {json: {metadata, results: [{pwd: `${HOME}/`, message: `${HOME}/`}]}});
    client.runs('pwd', {env: {ALIENPY_JSON: 'true'}, json: {metadata, results: [{pwd: `${HOME}/`}]}});
    client.runs('ls -json line', {
      json: {metadata, results: [{name: 'here', path: `${HOME}/line/here`}, {name: 'y'}]},
    });
    client.runs('-json stat line/here', {
      json: {
        metadata,
        results: [
          {lfn: `${HOME}/line/here`, type: 'f', size: '12', perm: '755', owner: 'demo', gowner: 'demo'},
        ],
      },
    });
    client.runs('-json find line h', {json: {metadata, results: [{lfn: `${HOME}/line/here`}]}});
    client.runs('-json whereis line/here', {
      json: {metadata, results: [{seName: 'ALICE::SANDBOX::DISK1', seNumber: '1'}]},
    });
    client.runs('-json mkdir line/json', {json: {metadata, results: []}, grid: {'line/json': {type: 'd'}}});
    client.runs('-json cd line', {json: {metadata: {currentdir: `${HOME}/line/`, exitcode: '0'}}});
    client.runs('-json type line', {json: {metadata, results: [{type: 'directory', lfn: `${HOME}/line/`}]}});
    client.runs('-json lfn2guid line/here', {json: {results: [{lfn: `${HOME}/line/here`}]}});
    client.runs('-json echo a b', {json: {results: [{arg0: 'a', arg1: 'b', message: 'a b'}]}});
    client.runs('-json commandlist', {json: {results: [{commandlist: 'cd'}, {commandlist: 'pwd'}]}});
    client.runs('-json stat none', {
      code: 2,
      json: {metadata: {exitcode: '2', error: 'No such file or directory : none'}, results: []},
    });
    client.runs('-json version', {
      err: 'This command did not return a json dictionary',
      peerAtFault: 'no JSON from the commands of the client itself',
    });
    client.runs('-json cp line/here file:here', {
      out: /STATUS OK >>> SPEED .*$/,
      err: 'This command did not return a json dictionary',
      local: {here: 'a root file\n'},
      peerAtFault: 'no JSON from cp',
    });
  });
});
