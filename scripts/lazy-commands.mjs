import {readdir} from 'node:fs/promises';
import {join} from 'node:path';

/**
 * The module `alien:commands` as text: a table of all commands, one a file of the directory, each loaded when it is
 * asked for. A new verb is a new file and nothing else.
 * @param directory absolute path of the commands; a sub-directory is a topic, unless its name begins with `_`: then it
 * is a group of verbs and no part of their names. Each class gets its group as a static property: so does the manifest
 * @param load what loads a module, as text, for its absolute path
 */
export async function commandTable(directory, load) {
  const files = (await readdir(directory, {recursive: true}))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({id: commandId(file), file}))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const getters = files.map(({id, file}) => {
    const group = JSON.stringify(commandGroup(file));
    return `get ${JSON.stringify(id)}() { return Object.assign(${load(join(directory, file))}.default, {group: ${group}}); }`;
  });
  return `exports.COMMANDS = {\n__proto__: null,\n${getters.join(',\n')}\n};`;
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
