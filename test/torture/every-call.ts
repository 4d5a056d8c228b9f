/**
 * A copy of 20 files down, up and in the place of others, and from grid to grid: each call to the central service, to
 * the storage and to the local file system is made to fail once, one after the other, in a run of its own. Each run has
 * to end soon, with the right exit code, no wrong file and nothing left over; a second run has to complete it.
 * `npm run test:torture` tries every point, `-- 10` every tenth, `-- 1 up` those of one case.
 */
import {CASES} from './cases.ts';
import {Rig} from './rig.ts';

const EVERY = Number(process.argv[2] ?? 1);
const cases = CASES.filter(({name}) => name === (process.argv[3] ?? name));

const rig = await Rig.open();
let [points, problems] = [0, 0];
let slowest = 0;
try {
  for (const torment of cases) {
    for (const kind of rig.kinds) {
      const total = await rig.countCalls(torment, kind);
      let tried = 0;
      for (let at = 0; at < total; at += EVERY) {
        tried += 1;
        const {found, seconds} = await rig.tryPoint(torment, kind, at);
        slowest = Math.max(slowest, seconds);
        for (const problem of found) {
          problems += 1;
          console.log(`  ${torment.name}, ${kind.name}, call ${at}: ${problem}`);
        }
      }
      points += tried;
      console.log(`${torment.name}: ${kind.name}: ${tried} of ${total} calls`);
    }
  }
} finally {
  await rig.close();
}
console.log(`${points} points tried, ${problems} problems, slowest end after ${slowest.toFixed(1)} s`);
process.exit(problems === 0 ? 0 : 1);
