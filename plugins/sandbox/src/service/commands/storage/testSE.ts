import {statfs} from 'node:fs/promises';
import {elementCalled, ELEMENTS, TOTAL_SPACE} from '../../../catalogue/elements/elements.ts';
import type {StorageElement} from '../../../catalogue/elements/elements.ts';
import {newGuid, storagePath} from '../../../catalogue/names/guid.ts';
import {isAdmin} from '../../../catalogue/owners/permissions.ts';
import {testElement} from '../../../storage/element-test.ts';
import type {Trial} from '../../../storage/element-test.ts';
import {command} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {ENOENT, EPERM} from '../../answers/errno.ts';
import {humanSize} from '../../answers/formats.ts';

const OPTIONS = {v: 'flag', c: 'flag', t: 'flag', a: 'flag'} as const;

export default command({
  name: 'testSE',
  usage: '[-v] [-c] [-t] [-a] storage|number|@tag...',
  help: [
    'Writes, reads and deletes files on storage elements, with and without an envelope. For admins.',
    '-v   show why things failed that had to fail, too',
    '-c   show the command of what did not go as it should',
    '-t   show how long things took',
    '-a   test all storage elements',
  ],
  options: OPTIONS,
  async run(call) {
    const {options, words, answer, session} = call;
    if (words.length === 0 && !options.a) return call.complain();
    if (!isAdmin(session.account)) return answer.fail(EPERM, 'Only an admin may test storage elements');
    const elements = options.a ? ELEMENTS : words.flatMap(elementsFor);
    if (elements.length === 0 || words.some((word) => elementsFor(word).length === 0)) answer.fail(ENOENT);
    const texts = await Promise.all(elements.map((element) => report(element, call)));
    if (texts.length > 0) answer.say(texts.join('\n\n'));
  },
});

function elementsFor(word: string): StorageElement[] {
  if (word.startsWith('@')) return ELEMENTS.filter(({qos}) => qos === word.slice(1).toLowerCase());
  return [elementCalled(word) ?? []].flat();
}

async function report(
  element: StorageElement,
  {options, session, grid}: Call<typeof OPTIONS>,
): Promise<string> {
  const guid = newGuid();
  const path = `${element.root}/${storagePath(guid)}`;
  const url = grid.urlOf(element, path);
  const envelope = grid.envelopes.seal({access: 'write', guid, path, user: session.account.name});
  const open = `${url}?xrd.wantprot=unix`;
  const trials = await testElement({open, signed: `${open}&authz=${envelope}`});
  const {bsize, blocks, bavail, bfree} = await statfs(
    grid.contents.fileOf({se: element.number, path: element.root}),
  );
  const usage = grid.catalogue.replicas.usage(element.number);
  return [
    element.name,
    ...trials.flatMap((trial) => linesOf(trial, options)),
    '  Space information:',
    `Path:  ${element.root}`,
    `Total: ${humanSize(blocks * bsize)} (LDAP setting: ${TOTAL_SPACE})`,
    `Free:  ${humanSize(bavail * bsize)}`,
    `Used:  ${humanSize((blocks - bfree) * bsize)}`,
    `Chunk: ${humanSize(bavail * bsize)}`,
    '  LDAP information:',
    `SE: seName: ${element.name}`,
    `seNumber\t: ${element.number}`,
    'seVersion\t: 0',
    `qos\t: [${element.qos}]`,
    `seioDaemons\t: ${grid.urlOf(element, '').slice(0, -1)}`,
    `seStoragePath\t: ${element.root}`,
    `seSize:\t: ${TOTAL_SPACE}`,
    `seUsedSpace\t: ${usage.bytes}`,
    `seNumFiles\t: ${usage.files}`,
    'seMinSize\t: 0',
    'seType\t: File',
    'exclusiveUsers\t: []',
    'seExclusiveRead\t: []',
    'seExclusiveWrite\t: []',
    'options:\t{}',
  ].join('\n');
}

function linesOf(trial: Trial, options: Readonly<Record<keyof typeof OPTIONS, boolean>>): string[] {
  const {name, outcome, expected, milliseconds, error, command: failed} = trial;
  const time = options.t && error === undefined ? `, took ${milliseconds} ms` : '';
  const lines = [`  ${name}: ${outcome} ${expected ? '(expected)' : '(NOT OK)'}${time}`];
  if (error !== undefined && (options.v || !expected)) lines.push(`    ${error}`);
  if (failed !== undefined && options.c && !expected) lines.push(`    ${failed}`);
  return lines;
}
