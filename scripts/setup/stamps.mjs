import {filesBelow} from './files.mjs';
import {root} from './root.mjs';
import {stampOf} from './stamp.mjs';

/** What the bundles are made from. */
const INPUTS = [
  'package.json',
  'package-lock.json',
  'scripts',
  'src',
  'native/src',
  'plugins/sandbox/package.json',
  'plugins/sandbox/src',
];

/** Says from which sources `dist/` was built. */
export const bundleStamp = stampOf('dist/.alien-setup', () =>
  INPUTS.flatMap((path) => filesBelow(root, path)),
);
