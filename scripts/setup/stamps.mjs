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

/** What types and pages are made from too. */
const TYPE_INPUTS = [...INPUTS, 'tsconfig.json', 'tsconfig.types.json', 'typedoc.json'];

/** Says from which sources the types and the pages about the API were made. */
export const typesStamp = stampOf('dist/.alien-types', () =>
  TYPE_INPUTS.flatMap((path) => filesBelow(root, path)),
);

/** Says what the tarballs of the packages were made from. */
export const tarballStamp = stampOf('.cache/packages/.made', () =>
  [
    ...TYPE_INPUTS,
    'bin',
    'completion',
    'docs',
    'launcher',
    'man',
    'native',
    'plugins',
    'schemas',
    'LICENSE',
    'README.md',
  ]
    .flatMap((path) => filesBelow(root, path))
    .filter((file) => !file.startsWith('docs/api/')),
);
