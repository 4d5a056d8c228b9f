import {copied} from './expectation.ts';
import {HOME, OfficialClient} from './official-client.ts';

describe('the official client: storage elements and replicas', () => {
  const client = new OfficialClient();
  client.has({'a.root': 'a root file\n'});

  describe('what there is', () => {
    client.runs('listSEs', {
      out: /^Capacity\s+Demote\n +SE name\t ID\t[^]*\n *ALICE::SANDBOX::DISK1\t +1\t[^]*\n *ALICE::SANDBOX::TAPE\t +3\t.*\ttape\t {2}root:\/\//,
    });
    client.runs('-json listSEs disk1', {
      json: {results: [{seName: 'ALICE::SANDBOX::DISK1', seNumber: '1', qos: 'disk'}]},
    });
    client.runs('listSEs -qos tape', {out: /\n *ALICE::SANDBOX::TAPE\t.*$/});
    client.runs('getSE', {
      out: /^1 +ALICE::SANDBOX::DISK1 +127\.0\.0\.1:\d+\n2 +ALICE::SANDBOX::DISK2 .*\n3 +ALICE::SANDBOX::TAPE .*$/,
    });
    client.runs('getSE -srv tape', {out: /^127\.0\.0\.1:\d+$/});
    client.runs('getSE -id tape', {out: '3'});
    client.runs('getSE nosuch', {code: 1, err: /nosuch/});
    client.runs('SEqos ALICE::SANDBOX::TAPE', {out: /^ALICE::SANDBOX::TAPE +tape$/});
    client.runs('listCEs', {out: /^CE Listing *\n/});
    client.runs('getCE', {out: /^Name +Host +State/});
    client.runs('listpartitions', {out: /^Partition listing\n/});
    client.runs('listSEDistance', {
      out: /^(?: *ALICE::SANDBOX::(?:DISK1|DISK2|TAPE)\t\(read: .*, {2}write: .*, {2}distance: .*\)\n?){3}$/,
    });
    client.runs('xrd_ping ALICE::SANDBOX::DISK1', {
      out: /^XRootD ping\(s\): 3 time\(s\) to:\nALICE::SANDBOX::DISK1 +rtt min\/avg\/max\/mdev \(ms\) = /,
    });
    client.runs('xrd_config ALICE::SANDBOX::DISK1', {out: /^Site\/XrdVer: SANDBOX\/v5\.[^]* role: server /});
    client.runs('xrd_stats ALICE::SANDBOX::TAPE', {out: /"seName": "ALICE::SANDBOX::TAPE"/});
  });

  describe('replicas', () => {
    client.runs('cp file:a.root a@ALICE::SANDBOX::DISK1', {out: copied(1)});
    client.runs('pfn a', {out: /^root:\/\/127\.0\.0\.1:\d+\/\/disk1\/\d\d\/\d{5}\/[-0-9a-f]{36}$/});
    client.runs('alien_pfn a', {out: /^root:\/\/127\.0\.0\.1:\d+\/\/disk1\//});
    client.runs('pfn-status a', {
      out: new RegExp(`^LFN: ${HOME}/a\nroot://.*\t\tMessage: .*; permission denied\t`),
      peerAtFault: 'asks without an envelope, and ends with status 0 when refused',
    });
    client.runs('xrdstat a', {
      out: new RegExp(`^Checking the replicas of ${HOME}/a\n\tALICE::SANDBOX::DISK1 *\troot://.*\tOK`),
    });
    client.runs('-json xrdstat a', {json: {results: [{seName: 'ALICE::SANDBOX::DISK1', status: 'ok'}]}});
    client.runs('xrdstat -d a', {out: /\troot:\/\/.*\tOK\t12 bytes in \d+ ms$/});
    client.runs('xrdstat none', {code: 2, err: /This LFN does not exist in the catalogue: none$/});
    client.runs('mirror a ALICE::SANDBOX::TAPE', {
      out: /^ALICE::SANDBOX::TAPE: queued transfer ID (\d+)$/,
      keep: 'transfer',
    });
    client.runs('listTransfer -id {transfer}', {out: /Total: 1 transfers$/});
    client.runs('mirror -S disk:2 a', {out: /^ALICE::SANDBOX::DISK2: queued transfer ID \d+$/});
    client.runs('mirror none ALICE::SANDBOX::TAPE', {
      peerAtFault: 'the error of an answer with exit code 0 is not shown',
    });
    client.runs('-json mirror none ALICE::SANDBOX::TAPE', {
      json: {metadata: {exitcode: '0', error: `Failed to mirror ${HOME}/none\n`}},
    });
    client.awaits('a', {on: ['DISK1', 'DISK2', 'TAPE'], holds: 'a root file\n'});
    client.runs('listTransfer -destination ALICE::SANDBOX::TAPE', {
      out: new RegExp(
        `^TransferId\t.*\n\\d+\t {3}DONE\t {3}demo\tALICE::SANDBOX::TAPE .*\t${HOME}/a\n\nTotal: 1 transfers$`,
      ),
    });
    client.runs('deleteMirror a ALICE::SANDBOX::NOWHERE', {
      code: 121,
      err: /Error deleting mirror: failed to get SE$/,
    });
    client.runs('deleteMirror a ALICE::SANDBOX::DISK1', {
      out: 'Mirror scheduled to be deleted from ALICE::SANDBOX::DISK1',
      grid: {a: {on: ['DISK2', 'TAPE']}},
    });
    client.runs('cat a', {out: 'a root file'});
  });
});
