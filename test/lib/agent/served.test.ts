import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {wordsOf} from '../../../src/lib/completion/question.ts';
import {UNSERVED, isServed} from '../../../src/lib/agent/served.ts';

const {commands} = createRequire(import.meta.url)('../../../oclif.manifest.json') as {commands: object};
const isCommand = (id: string): boolean => Object.hasOwn(commands, id);

/**
 * What a worker does. A new command is put here or into UNSERVED, on purpose: it has no stdin, no terminal to ask at and
 * none for programs, its process stays, and so does the connection that it has.
 */
const SERVED = `
  fquota groupmembers groups jquota quota resyncLDAP whoami whois
  chmod chown lfnexpiretime mkdir moveDirectory mv rm rmdir touch
  cp sync
  cert-info cert-verify getCAcerts token token-info token-verify tokenkey-match
  getCE jobInfo jobListMatch kill listCEs listpartitions masterjob optimiserLogs ps queryML registerOutput resubmit
  setCEstatus siteJobs submit top uptime w
  jobs:fetch jobs:jdl jobs:list jobs:mend jobs:report jobs:show jobs:why
  archiveList cat changeDiff df du find find2 grep guid2lfn guidinfo home la lfn2guid listFilesFromCollection ll lla ls md5sum
  packages pwd showTagValue stat toXml tree type uuid whereis
  checkAddr commandlist complete echo motd ping version
  SEqos access ccdb commit deleteMirror getSE lfn2uri listSEDistance listSEs listTransfer mirror pfn randomPFNs
  testSE xrdstat
`
  .trim()
  .split(/\s+/);

describe('what an agent does', () => {
  it('is decided for every command', () => {
    const decided = [...SERVED, ...Object.values(UNSERVED).flat()];
    assert.deepEqual(decided.toSorted(), Object.keys(commands).toSorted());
  });

  it('is what is not left to a process', () => {
    assert.deepEqual(
      SERVED.filter((id) => !isServed(id.split(':'), isCommand)),
      [],
    );
    const others = Object.values(UNSERVED).flat();
    assert.deepEqual(
      others.filter((id) => isServed(id.split(':'), isCommand)),
      [],
    );
  });

  for (const words of [
    ['ls', '-la', 'd'],
    ['ls', '-lh', 'd'],
    ['stat', '--', 'x'],
    ['rm', '-rf', 'd'],
    ['cp', '-T', '8', 'alien:a-', 'file:-b'],
    ['jobs', 'list', '--age', '10m'],
    ['ps', '--waiting'],
    ['find', '-name', 'a=-', '.'],
    ['complete', 'bash', 'alien ls --help', '--help'],
    ['complete', 'zsh', 'alien cp -', '-'],
  ]) {
    it(words.join(' '), () => assert.ok(isServed(words, isCommand)));
  }

  for (const words of [
    [],
    ['jobs'],
    ['jobs', 'watch', '5'],
    ['alias'],
    ['shell'],
    ['sandbox', 'start'],
    ['not-a-command'],
    ['pwd;ls'],
    ['ls', '--help'],
    ['ls', '-h'],
    ['ls', '-help'],
    ['version', '--check'],
    ['cp', '-', 'alien:x'],
    ['cp', 'alien:x', '-'],
    ['cp', '--input', '-'],
    ['cp', '--input=-'],
    ['cp', 'file:/dev/stdin', 'alien:x'],
    ['jobs', 'report', '/dev/fd/63'],
    ['cp', '-input=-'],
    ['submit', '-wait', 'x.jdl'],
    ['submit', '--watch', 'x.jdl'],
    ['jobs', 'fetch', '--merge=all.root', '5'],
    ['cert-info', '--passphrase-fd', '3'],
    ['cert-info', '--passphrase-fd=3'],
    ['complete', '--help'],
    ['complete', 'bash', 'alien cp file:/dev/fd/', '/dev/fd/'],
    wordsOf({shell: 'fish', text: 'alien ls d/', replaced: 'd/'}, true),
  ]) {
    it(`not: ${words.join(' ')}`, () => assert.equal(isServed(words, isCommand), false));
  }
});
