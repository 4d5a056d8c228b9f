// What follows from the bundles and is made by loading them: doors, manifests and the pages about commands. A process of its own in the loop of
// development, since a process loads a bundle once only.
import {join} from 'node:path';
import {runProgram} from '../setup/run-program.mjs';
import {writeManifest} from '../manifest.mjs';
import {writeReference} from '../reference/write.mjs';
import {PLUGINS} from '../setup/plugins.mjs';
import {root} from '../setup/root.mjs';
import {writeDoors} from './doors.mjs';
import {writeShipped} from './shipped.mjs';

await writeDoors();
await writeManifest(root);
for (const path of PLUGINS) await writeManifest(join(root, path));
await writeShipped();
writeReference();
runProgram('node', [join(import.meta.dirname, 'compile.cjs')]);
