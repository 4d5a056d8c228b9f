// `npm run man`: the manual page and docs/commands, from the manifests. Every build does it too.
import {writeReference} from './reference/write.mjs';

writeReference();
