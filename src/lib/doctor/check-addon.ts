import {XrootdStorage} from '../storage/xrootd-storage.ts';
import {type Check, ok} from './check.ts';

/** The native addon that moves the files. */
export const checkAddon: Check = {
  name: 'addon',
  async run() {
    await new XrootdStorage().ready();
    return ok('xrootd-native can be loaded');
  },
};
