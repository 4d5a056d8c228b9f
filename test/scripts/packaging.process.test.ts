import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {validate} from 'dockerfile-utils';
import {archiveName, debianName} from '../../scripts/release/names.mjs';

const ROOT = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(ROOT, 'packaging', name), 'utf8');

/** What a shell says of a script that it only reads. */
function faultsOf(shell: 'sh' | 'bash', script: string): string {
  return spawnSync(shell, ['-n'], {input: script, encoding: 'utf8'}).stderr;
}

describe('the recipes', () => {
  it('of a container is sound, and takes the package that the release makes', () => {
    assert.deepEqual(validate(read('Dockerfile')), []);
    const [, copied = ''] = /^COPY (\S+)/m.exec(read('Dockerfile')) ?? [];
    const named = copied.replace('${VERSION}', '1.2.3').replace('${TARGETARCH}', 'amd64');
    assert.equal(named, debianName('1.2.3', 'x64'));
  });

  it('of apptainer has shell that can be read, and takes the archive that the release makes', () => {
    const definition = read('apptainer.def');
    const sections = [...definition.matchAll(/^%(?:post|runscript)\n((?:[ ]{4}.*\n)+)/gm)];
    assert.equal(sections.length, 2);
    for (const [, script = ''] of sections) assert.equal(faultsOf('sh', script), '');
    const archive = archiveName('{{ VERSION }}', 'linux-x64');
    assert.ok(definition.includes(`.cache/release/v{{ VERSION }}/${archive} `));
    assert.ok(definition.includes(`/opt/${basename(archive, '.tar.gz')}/bin/*`));
  });

  it('of aliBuild has a head and shell that can be read', () => {
    const [head = '', script = ''] = read('alidist.sh').split(/^---\n/m);
    assert.match(head, /^package: alien-grid$/m);
    assert.equal(faultsOf('bash', script), '');
  });

  it('of modules leads to what the archive holds', () => {
    const directory = basename(archiveName('$version', 'linux-x64'), '.tar.gz');
    assert.ok(read('modulefile').includes(`set root /opt/alien-grid/${directory}\n`));
  });

  it('of pip can be read by any shell', () => {
    assert.equal(faultsOf('sh', read('pip-launcher.sh')), '');
  });

  it('are told from broken ones', () => {
    assert.notEqual(faultsOf('sh', 'if true; then'), '');
    assert.notDeepEqual(validate('FROM x\nRUM y\n'), []);
  });
});
