/** `npm run site`: the documents and the reference of all commands as plain HTML, in .cache/site. Needs no network, and neither does a reader. */
import {join} from 'node:path';
import {root} from './setup/root.mjs';
import {writeSite} from './site/write.mjs';

const target = join(root, '.cache/site');
const pages = writeSite(target);
process.stdout.write(`${pages} pages. Open ${join(target, 'index.html')}\n`);
