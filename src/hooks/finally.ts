import type {Hook} from '@oclif/core';
import {contextOf} from '../lib/cli/base/context.ts';

/** End the connections, so that the process ends too. */
export const finalise: Hook<'finally'> = async function ({config}) {
  contextOf(config).close();
};
