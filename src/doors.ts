/**
 * The other doors of the bundle. Each is evaluated when it is first used: with a static import `alien version`
 * would pay for the session too. (The bundler makes functions of these calls.)
 */
/* eslint-disable @typescript-eslint/no-require-imports -- the bundler makes lazy functions of them only */
export const doors = {
  get api() {
    return require('./index.ts') as typeof import('./index.ts');
  },
  get help() {
    return require('./lib/cli/help/alien-help.ts') as typeof import('./lib/cli/help/alien-help.ts');
  },
  get agent() {
    return require('./worker/worker.ts') as typeof import('./worker/worker.ts');
  },
  /** For oclif's installer of plugins, which is a file of its own. */
  get oclif() {
    return require('@oclif/core') as typeof import('@oclif/core');
  },
  get installer() {
    return require('./lib/cli/programs/installer-npm.ts') as typeof import('./lib/cli/programs/installer-npm.ts');
  },
  get command() {
    return require('./command.ts') as typeof import('./command.ts');
  },
};
