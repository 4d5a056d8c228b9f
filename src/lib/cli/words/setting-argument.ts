import type {ConfigFile} from '../../settings/file.ts';
import type {Setting} from '../../settings/setting.ts';
import {SETTINGS, findSetting} from '../../settings/settings.ts';
import {UserError} from '../../errors/errors.ts';
import {similarNames} from '../../words/suggest.ts';

const NAMES = SETTINGS.map(({name}) => name);

/**
 * The setting that a word of the command line names.
 * @throws {UserError} for a name that is none, with those that may be meant
 */
export function settingNamed(name: string): Setting {
  const setting = findSetting(name);
  if (setting) return setting;
  const similar = meant(name);
  throw new UserError(`There is no setting "${name}".`, {
    next: [similar === '' ? 'See "alien config list" for all of them.' : `Did you mean ${similar}?`],
  });
}

/** One line for each name in the file that is no setting. */
export function unknownSettingNotes({path, unknown}: ConfigFile): string[] {
  return unknown.map(({name, line}) => {
    const similar = meant(name);
    const hint = similar === '' ? '"alien config list" shows all settings' : `did you mean ${similar}?`;
    return `Ignored in ${path}, line ${line}: there is no setting "${name}"; ${hint}`;
  });
}

/** Names that are alike; for the first part of a name those that begin with it. */
function meant(name: string): string {
  const within = NAMES.filter((known) => known.startsWith(`${name}.`));
  return [...similarNames(name, NAMES), ...within].join(', ');
}
