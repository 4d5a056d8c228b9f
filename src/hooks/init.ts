import type {Hook} from '@oclif/core';
import {contextOf} from '../lib/cli/base/context.ts';

/** Lay the session at the commands' disposal. It is not connected: help and local commands cost no login. */
export const init: Hook<'init'> = async function ({config}) {
  contextOf(config);
};
