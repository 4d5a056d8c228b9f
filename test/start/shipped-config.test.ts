import assert from 'node:assert/strict';
import {registerHooks} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {type Command, Config} from '@oclif/core';

const ROOT = join(import.meta.dirname, '../..');

/** The table of commands is made by the build: it is in the bundle. */
const TABLE = `import {createRequire} from 'node:module';
  export const {COMMANDS} = createRequire(${JSON.stringify(pathToFileURL(ROOT + '/').href)})('./dist/alien.cjs');`;

describe('what a start knows of commands and plugins', () => {
  let known: Config;
  let asked: Config;
  before(async () => {
    const hooks = registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'alien:commands'
          ? {url: `data:text/javascript,${encodeURIComponent(TABLE)}`, shortCircuit: true}
          : next(specifier, context),
    });
    const {loadConfig} = await import('../../src/start/shipped-config.ts');
    hooks.deregister();
    known = await loadConfig({root: ROOT, userPlugins: false});
    asked = await Config.load({root: ROOT, userPlugins: false});
  });

  it('is not looked for again', () => {
    assert.notEqual(known.constructor, Config);
  });

  it('is what oclif finds: plugins with their hooks, commands, topics', () => {
    const plugins = ({plugins}: Config) =>
      [...plugins.values()]
        .map(({name, alias, type, version, root, hooks, commandIDs}) => ({
          name,
          alias,
          type,
          version,
          root,
          hooks,
          commandIDs,
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(plugins(known), plugins(asked));
    assert.deepEqual([...known.commandIDs].sort(), [...asked.commandIDs].sort());
    const topics = (config: Config) => config.topics.map(({name, description}) => [name, description]).sort();
    assert.deepEqual(topics(known), topics(asked));
  });

  it('of a command is all that its manifest says, under each of its names', () => {
    const details = (command: Command.Loadable) => ({...command, load: undefined, hasOperands: undefined});
    for (const id of asked.commandIDs)
      assert.deepEqual(
        details(known.findCommand(id, {must: true})),
        details(asked.findCommand(id, {must: true})),
        id,
      );
  });

  it('finds nothing where there is nothing, whatever it is called', () => {
    for (const id of ['nosuch', 'constructor', '__proto__', '']) {
      assert.equal(known.findCommand(id), undefined);
      assert.equal(known.findTopic(id), undefined);
    }
  });
});
