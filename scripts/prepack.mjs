// Makes what `npm pack` puts into the packages, once for all of them: bundles, types, pages about the API.
import {typesStamp} from './setup/stamps.mjs';
import {runProgram} from './setup/run-program.mjs';

if (!typesStamp.isFresh()) {
  const sources = typesStamp.current();
  runProgram('node', ['scripts/build.mjs']);
  runProgram('node', ['scripts/types.mjs']);
  runProgram('typedoc', ['--logLevel', 'Warn']);
  typesStamp.write(sources);
}
