import type {Hook} from '@oclif/core';
import {reportFailure} from '../lib/cli/base/failure.ts';
import {runOf} from '../lib/cli/base/run-of.ts';
import {localError} from '../lib/errors/local-error.ts';
import {makeLocalDirectories} from '../lib/files/make-local-directories.ts';

/** Make the run that commands find. It is not connected: help and local commands cost no login. */
export const init: Hook<'init'> = async function ({config, id}) {
  const run = runOf(config);
  if (id !== 'autocomplete' && !id?.startsWith('autocomplete:')) return;
  try {
    // The one command of oclif's own that writes, and it would try without end where that fails in odd ways.
    makeLocalDirectories(config.cacheDir);
  } catch (error) {
    this.exit(reportFailure(localError(error, config.cacheDir), run.out, id));
  }
};
