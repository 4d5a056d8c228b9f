// Submit a job and wait for its end: node submit-and-wait.mjs JDL [WORD...]
import {setTimeout} from 'node:timers/promises';
import {connect, jobs} from '@alien-grid/cli';

const SECONDS = Number(process.env.POLL_SECONDS ?? 30);
const AT_ITS_END = /^(?:DONE|ERROR|KILLED|EXPIRED|ZOMBIE|FAULTY|INCORRECT)/;
const [jdl, ...words] = process.argv.slice(2);
const grid = connect();
try {
  const id = await jobs.submit(grid, jdl, words);
  let status = '';
  while (!AT_ITS_END.test(status)) {
    await setTimeout(SECONDS * 1000);
    const [job] = await jobs.list(grid, {ids: [id]});
    status = job?.status ?? '';
  }
  console.log(`${id} ${status}`);
  if (!status.startsWith('DONE')) console.error((await jobs.trace(grid, id)).join('\n'));
} finally {
  grid.close();
}
