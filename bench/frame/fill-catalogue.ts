import type {Catalogue} from '../../plugins/sandbox/src/catalogue/catalogue.ts';
import {newFile} from '../../plugins/sandbox/src/catalogue/entries/entries.ts';
import {newGuid, storagePath} from '../../plugins/sandbox/src/catalogue/names/guid.ts';
import {childOf, lfnFrom} from '../../plugins/sandbox/src/catalogue/names/names.ts';

/** The home of the one who measures. */
export const HOME = '/alice/cern.ch/user/d/demo';

/** Directories of the home with so many files each, of which only the catalogue knows. */
export type Filling = Readonly<Record<string, number>>;

/** Puts files `f0.root`, `f1.root` and so on with two replicas each into a catalogue. */
export function fillCatalogue(catalogue: Catalogue, filling: Filling): void {
  catalogue.transaction(() => {
    for (const [folder, count] of Object.entries(filling)) add(catalogue, folder, count);
  });
}

function add(catalogue: Catalogue, folder: string, count: number): void {
  const directory = catalogue.entries.createDirectories(lfnFrom(`${HOME}/${folder}`), 'demo');
  if (directory === undefined) throw new Error(`${folder} could not be made`);
  for (let i = 0; i < count; i++) {
    const guid = newGuid();
    const content = {guid, size: 1000 + i, md5: '58ca7abc42b2cdfe2e08655d485de77e'};
    catalogue.entries.create(directory, newFile(childOf(directory.lfn, `f${i}.root`), 'demo', content));
    const common = {owner: 'demo', gowner: 'demo', perm: '755', ctime: Date.now()};
    catalogue.replicas.addRecord({...content, ...common});
    for (const se of [1, 2]) catalogue.replicas.add({guid, se, path: `/disk${se}/${storagePath(guid)}`});
  }
}
