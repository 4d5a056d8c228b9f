import {ELEMENTS, TOTAL_SPACE} from '../../../catalogue/elements/elements.ts';
import type {StorageElement} from '../../../catalogue/elements/elements.ts';
import {command} from '../../call/command.ts';
import {humanSize} from '../../answers/formats.ts';
import type {Grid} from '../../call/grid.ts';

export default command({
  name: 'listSEs',
  usage: '[-qos tags] [-s] [name...]',
  help: [
    'Lists the storage elements.',
    '-qos a,b   those with these tags; may be repeated',
    '-s         with a sum',
  ],
  options: {qos: 'texts', s: 'flag'},
  untrapped: true,
  run({options, words, answer, grid}) {
    const chosen = ELEMENTS.filter((element) => isWanted(element, words, options.qos));
    const nameWidth = Math.max(0, ...chosen.map(({name}) => name.length));
    const qosWidth = Math.max(0, ...chosen.map(({qos}) => qos.length));
    const header = headerLines(nameWidth, qosWidth);
    if (chosen.length === 0) return answer.say(header);
    let used = 0;
    let files = 0;
    for (const [index, element] of chosen.entries()) {
      const usage = grid.catalogue.replicas.usage(element.number);
      used += usage.bytes;
      files += usage.files;
      const row = [
        element.name.padStart(nameWidth),
        String(element.number).padStart(3),
        ...spaceColumns(TOTAL_SPACE, usage.bytes),
        ` ${(0).toFixed(4)}  ${(0).toFixed(4)}`,
        element.qos.padEnd(qosWidth),
        `  ${endpointOf(element, grid)}`,
      ];
      row.splice(4, 1, (row[4] ?? '') + String(usage.files).padStart(16));
      answer.add({
        message: index === 0 ? `${header}\n${row.join('\t')}` : row.join('\t'),
        ...keysFor(element, usage, grid),
      });
    }
    if (!options.s || chosen.length < 2) return;
    const sums = spaceColumns(TOTAL_SPACE * chosen.length, used).join('\t');
    const title = `TOTAL: ${chosen.length} SEs`.padStart(nameWidth);
    answer.say(`\n${title}\t \t${sums}${String(files).padStart(16)} files`);
  },
});

function isWanted({name, qos}: StorageElement, names: readonly string[], tags: readonly string[]): boolean {
  const byName = names.length === 0 || names.some((word) => name.includes(word.toUpperCase()));
  const byTag =
    tags.length === 0 || tags.some((all) => all.split(',').every((tag) => tag.toLowerCase() === qos));
  return byName && byTag;
}

function headerLines(nameWidth: number, qosWidth: number): string {
  const columns = [
    'SE name'.padStart(nameWidth),
    ' ID',
    '   Total  ',
    '    Used  ',
    '    Free      File count',
    '   Read   Write',
    'QoS'.padEnd(qosWidth),
    '  Endpoint URL',
  ];
  const indent = ' '.repeat(Math.max(nameWidth, 1));
  return `${indent}\t\t                Capacity\t  \t\t\t\t\tDemote\n${columns.join('\t')}`;
}

function spaceColumns(total: number, used: number): string[] {
  return [total, used, total - used].map((bytes) => humanSize(bytes).padStart(8));
}

function endpointOf(element: StorageElement, grid: Grid): string {
  return grid.urlOf(element, element.root);
}

function keysFor(
  element: StorageElement,
  usage: {bytes: number; files: number},
  grid: Grid,
): Record<string, string> {
  return {
    seName: element.name,
    seNumber: String(element.number),
    totalSpace: String(TOTAL_SPACE),
    usedSpace: String(usage.bytes),
    freeSpace: String(TOTAL_SPACE - usage.bytes),
    fileCount: String(usage.files),
    demoteRead: '0.0',
    demoteWrite: '0.0',
    qos: element.qos,
    endpointUrl: endpointOf(element, grid),
  };
}
