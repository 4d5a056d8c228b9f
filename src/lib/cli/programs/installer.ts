import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {commands} from '@oclif/plugin-plugins';
import type {Interfaces} from '@oclif/core';
import {UserError} from '../../errors/errors.ts';
import {notPlugin, readPackage} from './pack-plugin.ts';

/** What oclif's installer of plugins does for us. */
type Deed = 'install' | 'link' | 'uninstall' | 'update';

/**
 * Have oclif's installer do something with plugins of the user, kept below the data directory of the program.
 * @param words its operands and options
 * @param subject what this is about, for messages
 * @throws {UserError} where there is no npm, where npm fails, and where a package is no plugin
 */
export async function callInstaller(
  deed: Deed,
  words: readonly string[],
  {config, subject}: {readonly config: Interfaces.Config; readonly subject: string},
): Promise<void> {
  const list = join(config.dataDir, 'package.json');
  const before = existsSync(list) ? readPackage(config.dataDir) : undefined;
  try {
    await commands[`plugins:${deed}`].run([...words], config);
  } catch (error) {
    // npm has changed nothing; the installer takes the plugin from its list all the same
    if (error instanceof UserError && before !== undefined) writeFileSync(list, before);
    throw refusal(error, subject, deed);
  }
}

const DONE: Readonly<Record<Deed, string>> = {
  install: 'installed',
  link: 'linked',
  uninstall: 'uninstalled',
  update: 'updated',
};

function refusal(error: unknown, subject: string, deed: Deed): UserError {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof UserError && error.next.length > 0) return error;
  if (text.includes('plugin is invalid')) return notPlugin(subject, error);
  return new UserError(`${subject} was not ${DONE[deed]}: ${text}`, {
    code: 'FAILED',
    ...(deed !== 'uninstall' && {next: ['"--verbose" shows all that npm prints.']}),
    cause: error,
  });
}
