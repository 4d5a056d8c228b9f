// What follows from the bundles and is made by loading them: doors and manifests. A process of its own in the loop of
// development, since a process loads a bundle once only.
import {join} from 'node:path';
import {writeManifest} from '../manifest.mjs';
import {root} from '../setup/root.mjs';
import {writeDoors} from './doors.mjs';

await writeDoors();
await writeManifest(root);
await writeManifest(join(root, 'plugins/sandbox'));
