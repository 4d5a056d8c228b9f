import {questionIn} from '../completion/question.ts';
import {namesOwnFile} from './own-files.ts';

/**
 * Commands that an agent leaves to a process of their own, by the reason. All others of this program it does, so a command
 * belongs here if something of the process around it matters that a worker has not got. What plugins bring is not known
 * here, and is left to a process too.
 */
export const UNSERVED: Readonly<Record<string, readonly string[]>> = {
  'starts programs that have the terminal': [
    'edit',
    'exec',
    'jobs:local',
    'less',
    'mcedit',
    'more',
    'nano',
    'run',
    'vi',
    'vim',
  ],
  'asks the person at the terminal': ['cert:import', 'certkey-match', 'jobs:kill', 'token-init'],
  'is a line of commands, or a part of one': [
    'batch',
    'cd',
    'dirs',
    'exit',
    'exitcode',
    'popd',
    'prompt',
    'pushd',
    'time',
    'timing',
  ],
  'changes the connection that later commands would have': ['setSite', 'user'],
  'finds out whether a server answers a new connection': [
    'pfn-status',
    'xrd_config',
    'xrd_ping',
    'xrd_stats',
  ],
  'takes as long as a job': ['jobs:logs', 'jobs:wait', 'jobs:watch'],
  'is about the process, the installation or the agent itself': [
    'agent:run',
    'agent:start',
    'agent:status',
    'agent:stop',
    'autocomplete',
    'autocomplete:create',
    'autocomplete:script',
    'compat:link',
    'compat:list',
    'compat:unlink',
    'config:get',
    'config:list',
    'config:path',
    'config:set',
    'config:unset',
    'doctor',
    'help',
    'plugins',
    'plugins:inspect',
    'plugins:install',
    'plugins:link',
    'plugins:reset',
    'plugins:uninstall',
    'plugins:update',
    'token-destroy',
  ],
};

const OUTSIDE: ReadonlySet<string> = new Set(Object.values(UNSERVED).flat());

/**
 * Options with which any command is left to a process: help is drawn for its terminal, a check for releases starts npm,
 * as a merge does hadd, a pass phrase comes by a descriptor, and a job is waited for.
 */
const OF_THE_PROCESS =
  /^-(?:h|-?(?:check|help|merge|new-passphrase-fd|passphrase-fd|version|wait|watch)(?:=.*)?)$/s;

/** A lone dash is stdin, which is read in front of a command's work and could not be given back. */
const STDIN = /^(?:--?[\w-]+=|-[a-zA-Z])?-$/;

/**
 * Whether an agent does a command.
 * @param words as typed, the command first
 * @param isCommand whether an id, `jobs:list` say, is a command of this program
 */
export function isServed(words: readonly string[], isCommand: (id: string) => boolean): boolean {
  const asked = questionIn(words);
  // What stands on a line that is being typed is no option of this command.
  if (asked !== undefined) return !asked.isLater && !words.some(namesOwnFile);
  const [name = '', ...others] = words;
  const longer = `${name}:${others[0] ?? ''}`;
  const id = isCommand(longer) ? longer : name;
  if (!isCommand(id) || OUTSIDE.has(id)) return false;
  return !others.some((word) => OF_THE_PROCESS.test(word) || STDIN.test(word) || namesOwnFile(word));
}
