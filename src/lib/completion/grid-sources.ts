import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {homeOf} from '../files/home.ts';
import {localPath} from '../files/local-path.ts';
import {listJobs} from '../jobs/jobs.ts';
import {readAliases} from '../lines/alias-file.ts';
import {valueOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {Requester} from '../session/requests/requester.ts';
import type {Environment} from '../settings/environment.ts';
import {computingElements} from '../sites/computing-elements.ts';
import {storageElements} from '../sites/storage-elements.ts';
import type {Memory} from './memory.ts';
import {serverCommands} from './server-commands.ts';
import type {Named, Sources} from './sources.ts';

/** Seconds for which lists are believed: of what changes while one types, and of what hardly ever does. */
const SOME_SECONDS = 5;
const ONE_MINUTE = 60;
const ONE_HOUR = 3600;

/** So many of the newest jobs can be chosen from. */
const MOST_JOBS = 200;

/** What is around the names. */
export interface Surroundings {
  readonly env: Environment;
  /** where relative local names start */
  readonly cwd: string;
  /** where relative names on the grid start; empty: in the home */
  readonly directory: string;
  readonly signal: AbortSignal;
}

/** The names that a service and this machine know. */
export function gridSources(
  grid: Requester,
  memory: Memory,
  {env, cwd, directory, signal}: Surroundings,
): Sources {
  const call = {signal, want: 'keys'} as const;
  const remembered = async (
    key: string,
    seconds: number,
    fetch: () => Promise<readonly Named[]>,
  ): Promise<readonly Named[]> => {
    const known = memory.recall(key, seconds);
    if (known !== undefined) return known;
    const list = await fetch();
    memory.keep(key, list);
    return list;
  };
  return {
    gridDirectory: async (name) => {
      const place = name.startsWith('/') ? name : `${directory} ${name}`;
      const list = await remembered(`ls ${place}`, SOME_SECONDS, async () => {
        const answer = await grid.request(
          'ls',
          ['-a', '-F', '--', name === '' ? '.' : ofService(name)],
          call,
        );
        // a directory that there is not is remembered too, as an empty one
        return answer.results.map((result) => ({name: valueOf(result, 'name')}));
      });
      return list.map((each) => each.name);
    },
    localDirectory: (name) => {
      const path = name.replace(/^~(?=\/|$)/, () => homeOf(env));
      try {
        return readdirSync(localPath(cwd, path || '.'), {withFileTypes: true}).map((entry) => {
          const isLink = entry.isSymbolicLink();
          const state = isLink
            ? statSync(join(entry.parentPath, entry.name), {throwIfNoEntry: false})
            : undefined;
          return entry.name + (entry.isDirectory() || state?.isDirectory() ? '/' : '');
        });
      } catch {
        return [];
      }
    },
    elements: () =>
      remembered('listSEs', ONE_HOUR, async () =>
        (await storageElements(grid, {signal})).map(({name, qos}) => ({name, summary: qos.join(', ')})),
      ),
    computingElements: () =>
      remembered('listCEs', ONE_HOUR, async () =>
        (await computingElements(grid, {}, {signal})).map(({name, state}) => ({name, summary: state})),
      ),
    jobs: () =>
      remembered('ps', SOME_SECONDS, async () =>
        (await listJobs(grid, {limit: MOST_JOBS, signal}))
          .map(({id, status, name}) => ({name: id, summary: `${status} ${name}`}))
          .reverse(),
      ),
    users: () =>
      remembered('w', ONE_MINUTE, async () => {
        const answer = expectSuccess(await grid.request('w', [], {signal, want: 'text'}));
        return accountsIn(answer.results.map((result) => valueOf(result, 'message')).join('\n'));
      }),
    aliases: () => readAliases(env),
    serverCommands: () => serverCommands(grid, memory, signal),
  };
}

/** The service reads `~` by itself, and not `%ALIEN`. */
function ofService(name: string): string {
  return name.replace(/^%ALIEN(?=\/|$)/, '~');
}

/** The accounts in the table of `w`: ` 12. auser   |  3 |  4`. */
function accountsIn(table: string): Named[] {
  return [...table.matchAll(/^\s*\d+\.\s+(\S+)\s*\|\s*(\d+)/gm)].map(([, name = '', active = '']) => ({
    name,
    summary: `${active} active jobs`,
  }));
}
