// Writes the types of all packages that programs import, beside their bundles.
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './setup/root.mjs';
import {runProgram} from './setup/run-program.mjs';

/** In the order in which they need one another; of some modules there are two forms, CommonJS and ES. */
const PACKAGES = [
  {directory: 'native', inBothForms: []},
  {directory: '.', inBothForms: ['index', 'command']},
  {directory: 'plugins/sandbox', inBothForms: []},
  {directory: 'plugins/term', inBothForms: []},
];

for (const {directory, inBothForms} of PACKAGES) {
  const types = join(root, directory, 'dist/types');
  rmSync(types, {recursive: true, force: true});
  runProgram('tsc', ['-p', join(directory, 'tsconfig.types.json')]);
  // What they describe is CommonJS in packages that are not, by what they say of themselves.
  writeFileSync(join(types, 'package.json'), '{"type": "commonjs"}\n');
  for (const name of inBothForms)
    writeFileSync(join(types, `${name}.d.mts`), `export * from './${name}.js';\n`);
}
