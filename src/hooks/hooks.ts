/** The hooks of the program. Each is evaluated when it is first called, as the doors of the bundle are. */
/* eslint-disable @typescript-eslint/no-require-imports -- the bundler makes lazy functions of them only */
export const hooks = {
  get init() {
    return (require('./init.ts') as typeof import('./init.ts')).init;
  },
  get commandNotFound() {
    return (require('./command-not-found.ts') as typeof import('./command-not-found.ts')).commandNotFound;
  },
  get finalise() {
    return (require('./finally.ts') as typeof import('./finally.ts')).finalise;
  },
};
