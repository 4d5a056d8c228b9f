import {createRequire} from 'node:module';
import {join} from 'node:path';
import {root} from '../setup/root.mjs';
import {putInPlace} from './in-place.mjs';

/** The exports of the package are doors into the one bundle, so that an error class is the same class everywhere. */
const DOORS = {
  api: 'doors.api',
  command: 'doors.command',
  help: 'doors.help',
  hooks: 'hooks',
};

/** Doors that scripts and plugins import by `import {name} from`. */
const WITH_NAMES = ['api', 'command'];

const pathOf = (file) => join(root, 'dist', file);

/** All files that `writeDoors` writes. */
export const DOOR_FILES = [
  ...Object.keys(DOORS).map((name) => pathOf(`${name}.cjs`)),
  ...WITH_NAMES.map((name) => pathOf(`${name}.mjs`)),
];

/** Write the doors. The bundle has to be there: the names that a door exports are asked of it. */
export async function writeDoors() {
  for (const [name, door] of Object.entries(DOORS)) {
    await putInPlace(pathOf(`${name}.cjs`), `module.exports = require('./alien.cjs').${door};\n`);
  }
  // A module that re-exports CommonJS has no named exports of its own.
  const require = createRequire(import.meta.url);
  for (const name of WITH_NAMES) {
    const names = Object.keys(require(pathOf(`${name}.cjs`))).join(', ');
    await putInPlace(
      pathOf(`${name}.mjs`),
      `import exported from './${name}.cjs';\nexport const {${names}} = exported;\n`,
    );
  }
}
