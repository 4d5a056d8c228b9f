// What it costs a sandbox to issue an envelope and to recognise one, in time of the processor.
//   node --conditions=alien-source bench/envelopes.ts
import {newGuid, storagePath} from '../plugins/sandbox/src/catalogue/names/guid.ts';
import {EnvelopeSealer} from '../plugins/sandbox/src/service/call/envelope.ts';
import {columns, median} from './frame/table.ts';

const ROUNDS = 7;
const CALLS = 10_000;
const sealer = new EnvelopeSealer(Buffer.alloc(32, 1));
const guid = newGuid();
const claims = {access: 'write', guid, path: `/disk1/${storagePath(guid)}`, user: 'demo'} as const;
const envelope = sealer.seal(claims);

console.log(
  columns(
    ['', 'per second', 'characters'],
    [
      ['issue', perSecond(() => sealer.seal(claims)), String(envelope.length)],
      ['recognise', perSecond(() => sealer.open(envelope)), ''],
    ],
  ),
);

/** Time of the processor, since others may be busy on this machine. */
function perSecond(work: () => unknown): string {
  const rates = Array.from({length: ROUNDS}, () => {
    const before = process.cpuUsage();
    for (let call = 0; call < CALLS; call++) work();
    const {user, system} = process.cpuUsage(before);
    return (CALLS / (user + system)) * 1e6;
  });
  return median(rates).toFixed(0);
}
