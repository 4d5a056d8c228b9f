import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {connect} from '../../src/lib/session/connect.ts';
import {EXIT} from '../../src/lib/errors/exit-codes.ts';
import {type Asked, askedBy, commandFiles} from '../support/counted-requests.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const PAGE = join(import.meta.dirname, '../../docs/requests.md');
/** Commands and what they may end with besides 0, in the order in which they are run. JOB is the number of a job. */
const LINES = `
ls
ls t
ls -la t
ls -lt t
ls -R t
ls -d t
ls t/a.txt t/run1
ls --json t
ls --csv t
ls t/*.txt
ls none
ll t
la t
lla t
tree t
tree -L 1 t
find t
find t -name a*
find2 t
find none
stat t/a.txt
whereis t/a.txt
type t/a.txt
md5sum t/a.txt
lfn2guid t/a.txt
cat t/a.txt
cat none
less t/a.txt
more t/a.txt
du t
du -d 1 t
du none
grep x t/a.txt
pwd
cd t
home
archiveList t/a.txt
showTagValue t
packages
toXml t/a.txt
mkdir new
mkdir -p new/er
touch new/x new/y new/z
mv new/x new/w
mv new/y new/z new/er
rm new/w
rm none
rm -r new/er
rmdir new
chmod 700 t/a.txt
chmod 700 t/*.txt
chown demo t/a.txt
lfnexpiretime -a -d 3 t/a.txt
cp file:one alien:up
cp alien:up file:down
cp alien:t file:dir
cp alien:up alien:up2
sync alien:t file:dir
xrdstat t/a.txt
pfn t/a.txt
pfn-status t/a.txt
lfn2uri t/a.txt
access read t/a.txt
SEqos disk
getSE
listSEs
listSEDistance
listTransfer
setSite CERN
xrd_config DISK1
whoami
whois demo
user demo
groups
fquota
jquota
quota
ps
ps JOB
w
uptime
submit x.jdl
jobs list
jobs show JOB
jobs jdl JOB
jobs why JOB
jobInfo JOB
siteJobs x
listCEs
getCE
listpartitions
jobListMatch JOB
kill JOB
commandlist
motd
echo x
timing on
version
token-info
cert-info
cert-verify
token-verify
config list
config path
exitcode
prompt
token
token-init
token-destroy
`
  .trim()
  .split('\n');

/** Commands that are not there, by the reason. */
const OTHERS: readonly (readonly [why: string, commands: string])[] = [
  [
    'they run other commands, or help them',
    'batch, exec, run, edit, nano, vi, vim, mcedit, time, help, complete',
  ],
  [
    'they ask as long as something goes on, or for whatever they find',
    'jobs wait, jobs watch, jobs mend, jobs local, jobs fetch, jobs report, jobs logs, jobs kill, ping, doctor',
  ],
  [
    'the service is told what they are told, and they need what is not there, or a right',
    'groupmembers, resyncLDAP, moveDirectory, masterjob, optimiserLogs, registerOutput, resubmit, setCEstatus, top, ' +
      'changeDiff, df, guid2lfn, guidinfo, listFilesFromCollection, uuid, commit, deleteMirror, mirror, randomPFNs, testSE',
  ],
  ['they ask others than the central service', 'queryML, ccdb, checkAddr, xrd_ping, xrd_stats'],
  [
    'they are about this machine, or about lines',
    'certkey-match, getCAcerts, tokenkey-match, cert import, dirs, popd, pushd, exit, autocomplete, autocomplete create, ' +
      'autocomplete script, agent run, agent start, agent status, agent stop, compat link, compat list, compat unlink, ' +
      'config get, config set, config unset, plugins, plugins inspect, plugins install, plugins link, plugins reset, ' +
      'plugins uninstall, plugins update',
  ],
];

describe('the requests of each command', () => {
  let grid: TestGrid;
  let dir: string;
  let job: string;

  before(async () => {
    grid = await startGrid({storage: true, jobs: 0});
    dir = await mkdtemp(join(tmpdir(), 'alien-requests-'));
    for (const name of ['t/a.txt', 't/b.txt', 't/run1/c.txt', 't/run1/d.txt'])
      await grid.storeFile({lfn: `${HOME}/${name}`, owner: 'demo', content: name});
    await grid.storeFile({lfn: `${HOME}/x.jdl`, owner: 'demo', content: `Executable = "${HOME}/t/a.txt";`});
    await writeFile(join(dir, 'one'), 'content');
    const session = connect({env: grid.env(), userAgent: 'test'});
    job = String((await session.request('submit', [`${HOME}/x.jdl`])).results[0]?.['jobId']);
    session.close();
  });
  after(async () => {
    await grid.stop();
    await rm(dir, {recursive: true, force: true});
  });

  it('are told of all commands but those that have a reason', () => {
    const others = new Set(OTHERS.flatMap(([, commands]) => commands.split(', ')));
    const names = [...commandFiles().keys()];
    const told = names.filter((name) => LINES.some((line) => line === name || line.startsWith(`${name} `)));
    assert.deepEqual(
      names.filter((name) => !told.includes(name) && !others.has(name)),
      [],
    );
    assert.deepEqual(
      [...others].filter((name) => !names.includes(name) || told.includes(name)),
      [],
    );
  });

  it('are those of docs/requests.md', async () => {
    const rows: string[][] = [];
    for (const line of LINES) {
      const asked = await askedBy(grid, line.replace('JOB', job).split(' '), dir);
      assert.ok([0, EXIT.NO_SUCH_FILE].includes(asked.code), `${line}: ${asked.code} ${asked.stderr}`);
      rows.push(rowOf(line, asked));
    }
    const page = await readFile(PAGE, 'utf8');
    const [before = '', behind = ''] = page.split(/(?<=<!-- requests -->\n).*(?=<!-- end of requests -->)/s);
    const renewed = `${before}\n${tableOf(rows)}\n${behind}`;
    if (process.env['RENEW_REQUESTS'] === 'yes') await writeFile(PAGE, renewed);
    else assert.deepEqual(page.split('\n'), renewed.split('\n'));
  });
});

/** A login and the logout cost 11 points of the throttle, each request one. */
function rowOf(line: string, {logins, requests}: Asked): string[] {
  const told = requests.map((name) => `\`${name}\``).join(', ');
  return [`\`${line}\``, told || 'none', String(11 * logins + requests.length)];
}

/** As the formatter of the documents lays it out. */
function tableOf(rows: readonly string[][]): string {
  const all = [['command', 'requests', 'points'], ...rows];
  const [first = 0, second = 0, third = 0] = [0, 1, 2].map((column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  const lines = all.map(
    ([command = '', requests = '', points = '']) =>
      `| ${command.padEnd(first)} | ${requests.padEnd(second)} | ${points.padStart(third)} |`,
  );
  const rule = `| ${'-'.repeat(first)} | ${'-'.repeat(second)} | ${'-'.repeat(third - 1)}: |`;
  return `${[lines[0], rule, ...lines.slice(1)].join('\n')}\n`;
}
