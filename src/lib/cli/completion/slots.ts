import type {Slot} from '../../completion/model.ts';

/**
 * What operands and values are by their names, in all commands, which may say otherwise with `static completes`.
 * A name that is not here cannot be completed.
 */
export const OPERANDS: Readonly<Record<string, Slot>> = {
  account: 'user',
  archive: 'lfn',
  collection: 'lfn',
  command: 'command',
  destination: 'copy',
  directory: 'lfn-directory',
  element: 'element',
  file: 'lfn',
  jdl: 'copy',
  job: 'job',
  name: 'lfn',
  owner: 'user',
  server: 'element',
  source: 'copy',
  target: 'lfn',
  user: 'user',
};

export const VALUES: Readonly<Record<string, Slot>> = {
  destination: 'element',
  dir: 'local-directory',
  elements: 'element',
  input: 'local',
  job: 'job',
  jobid: 'job',
  master: 'job',
  masters: 'job',
  p12: 'local',
  report: 'local',
  se: 'element',
  sites: 'computing-element',
  state: 'state',
  states: 'state',
  user: 'user',
  users: 'user',
};
