import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Config} from '@oclif/core';
import {peerOptionsPage, readPeerCommands} from './peer-options.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = join(ROOT, 'docs/peer-options.md');
const COMMANDS = readPeerCommands(readFileSync(join(import.meta.dirname, 'peer-options.txt'), 'utf8'));

/** Commands that are lines of a shell, and words of it, are no commands of their own here. */
const WORDS = new Set(['write', 'strict', 'http', 'meta', 'upload', 'date', 'pwd']);

describe('the commands and options of alien.py', () => {
  let config: Config;
  before(async () => {
    config = await Config.load(ROOT);
  });

  const flagsOf = (name: string): Set<string> => {
    const flags = Object.entries(config.findCommand(name)?.flags ?? {});
    return new Set(
      flags.flatMap(([long, {char, aliases = [], charAliases = []}]) => [
        long,
        ...(char ? [char] : []),
        ...aliases,
        ...charAliases,
      ]),
    );
  };

  it('are commands and flags here, unless they are refused', () => {
    const wrong: string[] = [];
    for (const {name, verdict, options} of COMMANDS) {
      const isThere = config.findCommand(name) !== undefined;
      if (isThere !== (verdict !== 'refused')) wrong.push(`${name}: ${verdict}`);
      // What it takes after the name is read by the service.
      if (['grep', 'queryML'].includes(name)) continue;
      const flags = flagsOf(name);
      for (const group of options)
        for (const option of group.options.filter((each) => !WORDS.has(each)))
          if (flags.has(option.slice(1)) !== (group.verdict !== 'refused'))
            wrong.push(`${name} ${option}: ${group.verdict}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('have a verdict each, with a reason where they are not served', () => {
    const groups = COMMANDS.flatMap((command) => [command, ...command.options]);
    assert.deepEqual(
      groups.filter(({verdict, note}) => verdict !== 'served' && note === ''),
      [],
    );
    const names = COMMANDS.map(({name}) => name);
    assert.equal(new Set(names).size, names.length);
  });

  it('name every command of the service that is known here', () => {
    const own =
      /^(?:agent:.*|batch|cert:import|compat:.*|config:.*|doctor|help|jobs:.*|autocomplete.*|sync|tree|plugins(?::.*)?)$/;
    const known = config.commands
      .filter(({pluginName, hidden, id, aliases}) => {
        return pluginName === '@alien-grid/cli' && !hidden && !aliases.includes(id) && !own.test(id);
      })
      .map(({id}) => id);
    const names = new Set(COMMANDS.map(({name}) => name));
    assert.deepEqual(
      known.filter((id) => !names.has(id)),
      [],
    );
  });

  it('are in the documentation', async () => {
    const {format, resolveConfig} = await import('prettier');
    const options = await resolveConfig(PAGE);
    const page = await format(peerOptionsPage(COMMANDS), {...options, filepath: PAGE});
    if (process.env['RENEW_DOCS'] === 'yes') writeFileSync(PAGE, page);
    assert.equal(readFileSync(PAGE, 'utf8'), page);
  });
});
