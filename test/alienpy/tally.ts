import type {Expectation} from './expectation.ts';

const counts = {asExpected: 0, peerAtFault: 0, otherwise: 0};

/** Count one command of the suite. */
export function count({peerAtFault}: Expectation, passed: boolean): void {
  if (!passed) counts.otherwise++;
  else if (peerAtFault === undefined) counts.asExpected++;
  else counts.peerAtFault++;
}

// A hook of the whole run: this module is loaded once, by the first file that uses it.
after(() => {
  const {asExpected, peerAtFault, otherwise} = counts;
  console.log(
    `\nofficial client: ${asExpected + peerAtFault + otherwise} commands, ` +
      `${asExpected} as expected, ${peerAtFault} peer at fault` +
      (otherwise > 0 ? `, ${otherwise} otherwise than expected` : ''),
  );
});
