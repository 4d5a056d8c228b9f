import type {Hook} from '@oclif/core';
import {existingContext} from '../lib/cli/context.ts';

/** End the connections, so that the process ends too. */
export const finalise: Hook<'finally'> = async function ({config}) {
  existingContext(config)?.close();
};
