/**
 * A process of its own that copies, with one in so many calls failing: `many-files-copy.ts SOURCE DESTINATION ONE_IN`,
 * in the directory of the files. It prints its peak memory, and the memory while it copies, and can be killed.
 */
import {copy} from '../../src/lib/copy/copy.ts';
import {exitCodeOfCopy} from '../../src/lib/copy/model/exit-code.ts';
import {UploadJournals} from '../../src/lib/copy/leftovers/upload-journals.ts';
import {ReplacementJournal} from '../../src/lib/copy/replace/replacement-journal.ts';
import {SessionPool} from '../../src/lib/session/pool.ts';
import {connect} from '../../src/lib/session/connect.ts';
import {XrootdStorage} from '../../src/lib/storage/xrootd-storage.ts';
import {failFiles} from './failing-files.ts';
import {FailingStorage, type StorageFate} from './failing-storage.ts';

const [source = '', destination = '', oneIn = '100'] = process.argv.slice(2);
const FATES: readonly StorageFate[] = ['is lost', 'is refused', 'loses its answer'];
const isUnlucky = (): boolean => Math.random() * Number(oneIn) < 1;
/** A removal that is refused is told, and then nobody's business any more. */
const fate = (call: string): StorageFate => {
  const found = FATES[Math.floor(Math.random() * FATES.length)] ?? 'works';
  return call === 'remove' && found === 'is refused' ? 'is lost' : found;
};

const session = connect({env: process.env, userAgent: 'torture'});
const pools: SessionPool[] = [];
const openPool = (size: number): SessionPool => {
  const pool = new SessionPool(session, size);
  pools.push(pool);
  return pool;
};
const storage = new FailingStorage(new XrootdStorage({connectTimeout: 5000, stallTimeout: 10_000}), (call) =>
  isUnlucky() ? fate(call) : 'works',
);
failFiles(process.cwd(), isUnlucky);
const memory = (): number => Math.round(process.memoryUsage().rss / 1e6);
const seen: number[] = [];
let [ended, files] = [0, 0];
const summary = await copy(
  {sources: [source], destination, jobs: 16},
  {
    ...{grid: session, openPool, storage, journal: new ReplacementJournal(`${process.cwd()}/journal`)},
    // The service of the sandbox does what it was asked for at once, or not at all.
    uploads: new UploadJournals(`${process.cwd()}/uploads`, {settled: 0, rest: 0}),
  },
  {
    onEvent: (event) => {
      if (event.kind === 'note') console.log(event.text);
      if (event.kind === 'planned') files = event.files;
      if (!['done', 'skipped', 'failed'].includes(event.kind)) return;
      ended += 1;
      if (ended % Math.ceil(files / 5) === 0) seen.push(memory());
    },
  },
);
const {copied, skipped, failed, warnings} = summary;
const reasons = [
  ...new Set(summary.failures.map(({step, reason}) => `${step}: ${reason.replace(/\S*\/\S+/g, '*')}`)),
];
const peak = Math.round(process.resourceUsage().maxRSS / 1000);
console.log(
  JSON.stringify({
    copied,
    skipped,
    failed,
    warnings: warnings.length,
    peak,
    seen,
    reasons: reasons.slice(0, 6),
  }),
);
for (const pool of pools) pool.close();
session.close();
process.exit(exitCodeOfCopy(summary));
