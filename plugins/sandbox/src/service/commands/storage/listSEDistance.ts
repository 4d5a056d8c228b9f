import {copiesOf} from '../../../catalogue/copies.ts';
import {distanceFrom, elementsFrom} from '../../../catalogue/elements/distances.ts';
import type {StorageElement} from '../../../catalogue/elements/elements.ts';
import {command, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {ENODATA} from '../../answers/errno.ts';

export default command({
  name: 'listSEDistance',
  usage: '[-site name] [-read [file]] [-qos tag]',
  help: [
    'Lists the storage elements by their distance.',
    '-site name     from this site; without it the one that is close to you',
    '-read [file]   for reading: those that have the file',
    '-qos tag       those with this tag',
  ],
  options: {site: 'text', read: 'maybe-text', qos: 'text'},
  untrapped: true,
  run(call) {
    const {options, answer, session} = call;
    const site = options.site ?? session.site;
    const holding = options.read ? holdersOf(options.read, call) : undefined;
    const rows = elementsFrom(site)
      .filter(({qos}) => options.qos === undefined || qos === options.qos.toLowerCase())
      .filter(({number}) => holding === undefined || holding.includes(number))
      .map((element) => row(element, site));
    if (rows.length === 0) return answer.fail(ENODATA, 'No results from server');
    answer.say(rows.join('\n'));
  },
});

/** The numbers of the elements that have a file. */
function holdersOf(file: string, {session, grid}: Pick<Call, 'session' | 'grid'>): number[] {
  const guid = entryFor({session, grid}, file)?.guid ?? undefined;
  return guid === undefined ? [] : copiesOf(grid.catalogue, guid).map(({se}) => se.number);
}

function row(element: StorageElement, site: string): string {
  const distance = distanceFrom(site, element);
  // One that is not known is written with the three letters that the format leaves of it.
  const number = distance === undefined ? 'nul' : ` ${distance.toFixed(3)}`;
  return `${element.name.padStart(40)}\t(read:  0.000,  write:  0.000,  distance: ${number})`;
}
