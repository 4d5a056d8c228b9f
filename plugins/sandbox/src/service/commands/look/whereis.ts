import {elementNumber} from '../../../catalogue/elements/elements.ts';
import {parseGuid} from '../../../catalogue/names/guid.ts';
import type {Guid} from '../../../catalogue/names/names.ts';
import type {Replica} from '../../../catalogue/contents/replicas.ts';
import type {Result} from '../../answers/answer.ts';
import {command, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EBADFD, EINVAL, ENOENT, ENOLINK} from '../../answers/errno.ts';
import type {Grid} from '../../call/grid.ts';

const MEMBER = /^guid:\/\/\/([^?]+)(\?ZIP=.*)$/;

export default command({
  name: 'whereis',
  usage: '[-g] [-r] [-l] file|guid',
  help: [
    'Shows where the replicas of a file are.',
    '-g   the argument is a GUID',
    '-r   for a member of an archive: where the archive is',
    '-l   with -r, the name of the archive',
  ],
  options: {g: 'flag', r: 'flag', l: 'flag'},
  needsWord: true,
  run(call) {
    const {options, answer, grid} = call;
    const target = targetOf(call);
    if (target === undefined) return;
    const {guid, title} = target;
    const replicas = grid.catalogue.replicas.list(guid);
    if (replicas.length === 0)
      return answer.fail(ENOLINK, `GUID ${guid} has no replicas, this is a lost file`);
    const [, archive, suffix = ''] = MEMBER.exec(replicas[0]?.path ?? '') ?? [];
    if (archive === undefined || !options.r) return show(call, `the ${title} is in`, replicas, '');
    const real = grid.catalogue.replicas.list(archive as Guid);
    if (real.length === 0)
      return answer.fail(
        EBADFD,
        `Archive with GUID ${archive} doesn't have any replicas, this file cannot be used`,
      );
    show(
      call,
      `the ${title} is inside a ZIP archive\n    ${archiveHint(archive as Guid, options.l, grid)}`,
      real,
      suffix,
    );
  },
});

function targetOf({
  options,
  words,
  answer,
  session,
  grid,
}: Call<{g: 'flag'; r: 'flag'; l: 'flag'}>): {guid: Guid; title: string} | undefined {
  const word = words[0] as string;
  const entry = options.g ? undefined : entryFor({session, grid}, word);
  if (entry?.type === 'f' && entry.guid !== null) {
    return {guid: entry.guid, title: `file ${word.slice(word.lastIndexOf('/') + 1)}`};
  }
  const guid = parseGuid(word);
  if (guid !== undefined && grid.catalogue.replicas.record(guid) !== undefined) {
    return {guid, title: `GUID ${word}`};
  }
  if (guid !== undefined) answer.fail(ENOENT, `GUID ${word} does not exist in the catalogue`);
  else if (options.g) answer.fail(EINVAL, `This is not a valid GUID: ${word}`);
  else if (entry !== undefined && entry.type !== 'f') {
    answer.fail(EINVAL, `The path you indicated is not a file: ${word}`);
  } else answer.fail(ENOENT, word);
  return undefined;
}

function archiveHint(archive: Guid, look: boolean, grid: Grid): string {
  if (!look) return 'pass `-l` for the name of the archive';
  return `archive LFN: ${grid.catalogue.entries.findByGuid(archive)?.lfn ?? 'none'}`;
}

function show(
  {answer, grid}: Pick<Call, 'answer' | 'grid'>,
  heading: string,
  replicas: readonly Replica[],
  suffix: string,
): void {
  for (const [index, {se, path}] of replicas.entries()) {
    const element = elementNumber(se);
    const pfn = element === undefined ? path : grid.urlOf(element, path) + suffix;
    const place = element === undefined ? 'ZIP archive member' : `SE => ${element.name}`;
    const text = `\t ${place.padEnd(30)} pfn => ${pfn}`;
    const name = element?.name ?? 'ArchiveMember';
    const number: Result = element === undefined ? {} : {seNumber: String(se)};
    // The order of the keys differs between the first result and the others, as it does in the real service.
    if (index === 0) answer.add({message: `${heading}\n\n${text}`, ...number, seName: name, pfn});
    else answer.add({...number, seName: name, message: text, pfn});
  }
}
