import {readdir} from 'node:fs/promises';
import {join} from 'node:path';

/**
 * An esbuild plugin that makes the module `alien:commands`: a table of all commands, one a file of the directory,
 * each evaluated when it is asked for. A new verb is a new file and nothing else.
 * @param directory absolute path of the commands; sub-directories are topics
 */
export function lazyCommands(directory) {
  return {
    name: 'lazy-commands',
    setup(build) {
      build.onResolve({filter: /^alien:commands$/}, () => ({path: directory, namespace: 'alien-commands'}));
      build.onLoad({filter: /.*/, namespace: 'alien-commands'}, async () => {
        const files = (await readdir(directory, {recursive: true}))
          .filter((file) => file.endsWith('.ts'))
          .sort();
        const getters = files.map((file) => {
          const id = file.slice(0, -'.ts'.length).replaceAll('/', ':');
          const path = JSON.stringify(join(directory, file));
          return `get ${JSON.stringify(id)}() { return require(${path}).default; }`;
        });
        return {
          contents: `exports.COMMANDS = {\n${getters.join(',\n')}\n};`,
          loader: 'js',
          resolveDir: directory,
        };
      });
    },
  };
}
