import {readdir} from 'node:fs/promises';
import {join} from 'node:path';

/**
 * An esbuild plugin that makes the module `alien:commands`: a table of all commands, one a file of the directory,
 * each evaluated when it is asked for. A new verb is a new file and nothing else.
 * @param directory absolute path of the commands; a sub-directory is a topic, unless its name begins with `_`: then it
 * is a group of verbs and no part of their names. Each class gets its group as a static property: so does the manifest
 */
export function lazyCommands(directory) {
  return {
    name: 'lazy-commands',
    setup(build) {
      build.onResolve({filter: /^alien:commands$/}, () => ({path: directory, namespace: 'alien-commands'}));
      build.onLoad({filter: /.*/, namespace: 'alien-commands'}, async () => {
        const files = (await readdir(directory, {recursive: true}))
          .filter((file) => file.endsWith('.ts'))
          .map((file) => ({id: commandId(file), file}))
          .sort((a, b) => (a.id < b.id ? -1 : 1));
        const getters = files.map(({id, file}) => {
          const path = JSON.stringify(join(directory, file));
          const group = JSON.stringify(commandGroup(file));
          return `get ${JSON.stringify(id)}() { return Object.assign(require(${path}).default, {group: ${group}}); }`;
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

/** `_look/ls.ts` is `ls`, `_program/config/get.ts` is `config:get`. */
function commandId(file) {
  const parts = file.slice(0, -'.ts'.length).split('/');
  return parts.filter((part) => !part.startsWith('_')).join(':');
}

/** `_look/ls.ts` is in `look`. */
function commandGroup(file) {
  const group = file.split('/').find((part) => part.startsWith('_'));
  if (group === undefined)
    throw new Error(`src/commands/${file} is in no group: move it into a folder with _.`);
  return group.slice(1);
}
