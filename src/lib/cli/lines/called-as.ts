/** What the name stands for under which the program was called. */
export interface CalledAs {
  /** the command that the name is for; absent: the words name it */
  readonly verb?: string;
  /** variables that the name sets */
  readonly env: Readonly<Record<string, string>>;
}

/** The names that alien.py installs: scripts call them. */
export const OLD_NAMES: readonly string[] = [
  'alien.py',
  ...'cmd cp find guid2lfn home lfn2guid ls mirror mkdir mv pfn ps pwd rm rmdir stat submit wbtime whereis'
    .split(' ')
    .map((verb) => `alien_${verb}`),
  ...'cert-info token-destroy token-info token-init'.split(' ').map((verb) => `alien-${verb}`),
];

/** Names whose commands are called otherwise. */
const VERBS: Readonly<Record<string, CalledAs>> = {
  cmd: {env: {}},
  wbtime: {verb: 'pwd', env: {ALIENPY_TIMECONNECT: '1'}},
};

/**
 * What a name stands for: `alien_ls` is `alien ls`, `alien-token-info` is `alien token-info`, `alien_anything` is
 * `alien anything`. With `_json` anywhere in it answers are JSON, with `_json_all` they are the messages as they came.
 * @param name last part of the path that the program was called by, e.g. `alien_ls`
 */
export function calledAs(name: string): CalledAs {
  const [, all] = /_json(_all)?/.exec(name) ?? [];
  const isJson = /_json/.test(name);
  const env: Record<string, string> = isJson ? {[all ? 'ALIENPY_JSONRAW' : 'ALIENPY_JSON']: '1'} : {};
  const [, verb] = /^alien[_-](?!json)(.+)$/.exec(name.replace(/_json(_all)?/, '')) ?? [];
  if (verb === undefined) return {env};
  const known = VERBS[verb] ?? {verb, env: {}};
  return {...known, env: {...known.env, ...env}};
}
