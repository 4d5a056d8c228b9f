import {LFN, runScripts} from './corpus.ts';

/** Two runs of ten files and more, of which each is larger than the one before; the program counts its events. */
describe('an analysis, from the list of files to its output', () =>
  runScripts('analysis.txt', async (grid) => {
    for (const run of [540001, 540002]) {
      for (let part = 1; part <= 12; part++) {
        await grid.storeFile({
          lfn: `${LFN}/LHC24aa/${run}/${String(part).padStart(3, '0')}/AO2D.root`,
          owner: 'demo',
          content: `run ${run} part ${part}\n`.padEnd(50 * part, 'x'),
        });
      }
    }
    const program =
      '#!/bin/sh\nfind . -name AO2D.root -exec head -n 1 {} + | grep -c "run $1" > counted.txt\n';
    await grid.storeFile({lfn: `${LFN}/bin/count.sh`, owner: 'demo', content: program});
    return {};
  }));
