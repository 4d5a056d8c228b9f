import assert from 'node:assert/strict';
import {likelyHome} from '../../../src/lib/session/likely-home.ts';

describe('the home that a certificate makes likely', () => {
  for (const [subject, home] of [
    ['C=ch/O=AliEn2/CN=Users/CN=demo/OU=demo', '/alice/cern.ch/user/d/demo/'],
    ['C=ch/O=AliEn2/CN=Users/CN=demo/OU=prod', '/alice/cern.ch/user/p/prod/'],
    ['C=ch/O=AliEn2/CN=Jobs/CN=demo/OU=sim-x', '/alice/cern.ch/user/s/sim-x/'],
    ['DC=ch/DC=cern/OU=Users/CN=jdoe/CN=123456/CN=Jane Doe', '/alice/cern.ch/user/j/jdoe/'],
    ['DC=ch/DC=cern/CN=jdoe', '/alice/cern.ch/user/j/jdoe/'],
    ['DC=org/CN=Jane Doe 123', undefined],
    ['O=jdoe', undefined],
    ['', undefined],
  ] as const) {
    it(`${subject || 'without a name'}: ${home ?? 'none'}`, () => {
      assert.equal(likelyHome(subject), home);
    });
  }
});
