import {Config} from '@oclif/core';
import {COMMANDS} from '../../src/index.ts';

/** Runs one command of the plugin from its source: `run-command.ts start --name x`. */
const words = process.argv.slice(2);
const ids = [`sandbox:${words[0]}:${words[1]}`, `sandbox:${words[0]}`];
const id = ids.find((name): name is keyof typeof COMMANDS => name in COMMANDS);
if (id === undefined) throw new Error(`no such command: ${words.join(' ')}`);
const rest = words.slice(id.split(':').length - 1);
const config = await Config.load({root: `${import.meta.dirname}/../..`});
process.exitCode = await new COMMANDS[id](rest, config).run();
