import {filesBelow} from './files.mjs';
import {PLUGINS} from './plugins.mjs';
import {root} from './root.mjs';
import {stampOf} from './stamp.mjs';

/** What the bundles are made from. */
const INPUTS = [
  'package.json',
  'package-lock.json',
  'scripts',
  'src',
  'native/src',
  ...PLUGINS.flatMap((path) => [`${path}/package.json`, `${path}/src`]),
];

/** Says from which sources `dist/` was built. */
export const bundleStamp = stampOf('dist/.alien-setup', () =>
  INPUTS.flatMap((path) => filesBelow(root, path)),
);
