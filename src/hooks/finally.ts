import type {Hook} from '@oclif/core';
import {runOf} from '../lib/cli/base/run-of.ts';

/** End the run. Where it is the only one, this ends the connections too, so that the process ends. */
export const finalise: Hook<'finally'> = async function ({config}) {
  runOf(config).close();
};
