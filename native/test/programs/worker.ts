// Downloads in a worker thread and tells the parent when the first bytes have come, and the end.
import {parentPort, workerData} from 'node:worker_threads';
import {download} from '../../src/index.ts';

const {url, path} = workerData as {url: string; path: string};
let told = false;
const {bytes} = await download(url, path, {
  progressInterval: 1,
  onProgress: (progress) => {
    if (told || progress.bytes === 0) return;
    told = true;
    parentPort?.postMessage('moving');
  },
});
parentPort?.postMessage(bytes);
