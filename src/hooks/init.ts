import type {Hook} from '@oclif/core';
import {runOf} from '../lib/cli/base/run-of.ts';

/** Make the run that commands find. It is not connected: help and local commands cost no login. */
export const init: Hook<'init'> = async function ({config}) {
  runOf(config);
};
