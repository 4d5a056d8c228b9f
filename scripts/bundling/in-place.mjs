import {mkdir, readFile, rename, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';

/**
 * An esbuild plugin that puts the outputs in place, each in one step: a program that starts during a build sees the
 * old file or the new one, never half of one. What did not change is left alone.
 */
export function inPlace() {
  return {
    name: 'in-place',
    setup(build) {
      build.onEnd(async ({errors, outputFiles = []}) => {
        if (errors.length > 0) return;
        await Promise.all(outputFiles.map(({path, contents}) => putInPlace(path, contents)));
      });
    },
  };
}

/** Write a file unless it has these contents already. */
export async function putInPlace(path, contents) {
  const wanted = Buffer.from(contents);
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(wanted)) return;
  await mkdir(dirname(path), {recursive: true});
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, wanted);
  await rename(temporary, path);
}
