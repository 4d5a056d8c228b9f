// Ends when answers have come that nobody has been told of, since the thread was busy.
import {workerData} from 'node:worker_threads';
import {ping, stat} from '../../src/index.ts';

const url = workerData as string;
await ping(url);
for (let index = 0; index < 20; index++) void stat(url);
const end = performance.now() + 100;
while (performance.now() < end);
process.exit(7);
