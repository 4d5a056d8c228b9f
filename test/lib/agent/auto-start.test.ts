import assert from 'node:assert/strict';
import {chmodSync, closeSync, mkdirSync, utimesSync} from 'node:fs';
import {join} from 'node:path';
import {claimStart, makesSense} from '../../../src/lib/agent/auto-start.ts';
import {loadDescriptors} from '../../../src/lib/agent/descriptors.ts';
import {agentPlace, takePlace} from '../../../src/lib/agent/place.ts';
import {useFolder} from '../../scenarios/stage/scene.ts';

const addon = loadDescriptors(join(import.meta.dirname, '../../..'));

describe('an agent that starts by itself', () => {
  let dir: string;
  useFolder('test', (folder) => {
    dir = join(folder, 'home');
    mkdirSync(dir, {mode: 0o700});
  });

  const isSensible = (env: Record<string, string>): boolean => makesSense(env, {env});

  it('makes sense where the user has a place of their own', () => {
    assert.equal(isSensible({HOME: dir}), true);
    assert.equal(isSensible({HOME: '/nonexistent', XDG_RUNTIME_DIR: dir}), true);
  });

  for (const name of ['ALIEN_PROC_ID', 'CI', 'SLURM_JOB_ID', '_CONDOR_JOB_AD', 'ALIENPY_DEBUG'])
    it(`makes none with ${name}`, () => assert.equal(isSensible({HOME: dir, [name]: '1'}), false));

  it('makes none without a home, or in one that others may change', () => {
    assert.equal(isSensible({HOME: join(dir, 'none')}), false);
    assert.equal(isSensible({HOME: '/dev/null'}), false);
    for (const mode of [0o770, 0o702]) {
      chmodSync(dir, mode);
      assert.equal(isSensible({HOME: dir}), false, mode.toString(8));
      assert.equal(isSensible({HOME: '/nonexistent', XDG_RUNTIME_DIR: dir}), false, mode.toString(8));
    }
  });

  it('is tried by one process, and again only after some minutes', () => {
    const place = agentPlace({HOME: dir});
    const claims = (): boolean => claimStart(place, addon);
    assert.deepEqual([claims(), claims(), claims()], [true, false, false]);
    const before = new Date(Date.now() - 301_000);
    utimesSync(place.attempt, before, before);
    assert.deepEqual([claims(), claims()], [true, false]);
  });

  it('is not tried where there is one', () => {
    const place = agentPlace({HOME: dir});
    const locked = takePlace(place, addon.lock);
    assert.ok(locked !== undefined);
    assert.equal(claimStart(place, addon), false);
    closeSync(locked);
  });
});
