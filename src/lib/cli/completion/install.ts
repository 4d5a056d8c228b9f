import {appendFileSync, renameSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {localError} from '../../errors/local-error.ts';
import {SHELLS, type ShellName} from '../../completion/question.ts';
import {homeOf, requireHome, userDirectory} from '../../files/home.ts';
import {makeLocalDirectories} from '../../files/make-local-directories.ts';
import {readFile} from '../../files/read-file.ts';
import type {Environment} from '../../settings/environment.ts';
import {temporaryName} from '../../traces/temporary-name.ts';
import {shellWord} from '../../words/shell-word.ts';

const TERMS = {owner: 'anyone', limit: 16 << 20, link: 'follow'} as const;

/** Where the completion of a shell is, or goes to. */
export interface Places {
  /** the script: a copy, so that it stays when the program moves */
  readonly script: string;
  /** the file that the shell reads at its start; undefined where it finds the script by itself */
  readonly startFile: string | undefined;
}

export function placesOf(shell: ShellName, env: Environment): Places {
  if (shell === 'fish') {
    return {script: join(userDirectory(env, 'config'), 'fish/conf.d/alien.fish'), startFile: undefined};
  }
  const script = join(userDirectory(env, 'data'), 'alien/completion', `alien.${shell}`);
  const directory = (shell === 'zsh' && env['ZDOTDIR']) || homeOf(env);
  return {script, startFile: join(directory, `.${shell}rc`)};
}

/** What a shell has to read at its start. It starts no program. @param root directory of the package */
export function scriptOf(shell: ShellName, root: string): string {
  return readFile(join(root, 'completion', `alien.${shell}`), TERMS).bytes.toString();
}

/** Whether a shell that starts now completes our commands. */
export function isInstalled(shell: ShellName, env: Environment): boolean {
  const {script, startFile} = placesOf(shell, env);
  return textOf(script) !== undefined && (startFile === undefined || hasLine(startFile, script));
}

/**
 * Install the completion for a shell, or renew it.
 * @returns whether the start file got a new line
 * @throws {UserError} the errno where something cannot be written; 2 without a home
 */
export function install(shell: ShellName, env: Environment, root: string): boolean {
  const {script, startFile} = placesOf(shell, env);
  requireHome(script);
  write(script, scriptOf(shell, root));
  if (startFile === undefined || hasLine(startFile, script)) return false;
  const text = textOf(startFile) ?? '';
  const newline = text === '' || text.endsWith('\n') ? '' : '\n';
  try {
    appendFileSync(startFile, `${newline}${lineFor(script)}\n`);
  } catch (error) {
    throw localError(error, startFile);
  }
  return true;
}

/** Bring the scripts that are installed up to date. @returns for which shells */
export function renew(env: Environment, root: string): ShellName[] {
  const outdated = SHELLS.filter((shell) => {
    const text = textOf(placesOf(shell, env).script);
    return text !== undefined && text !== scriptOf(shell, root);
  });
  for (const shell of outdated) write(placesOf(shell, env).script, scriptOf(shell, root));
  return outdated;
}

/** What the start file has to hold. Where the script is gone, it does nothing. */
function lineFor(script: string): string {
  const word = shellWord(script);
  return `[ ! -r ${word} ] || . ${word} # completion of alien`;
}

function hasLine(startFile: string, script: string): boolean {
  return (
    textOf(startFile)
      ?.split('\n')
      .some((line) => line.trim() === lineFor(script)) ?? false
  );
}

function textOf(path: string): string | undefined {
  try {
    return readFile(path, TERMS).bytes.toString();
  } catch {
    return undefined;
  }
}

function write(path: string, text: string): void {
  try {
    makeLocalDirectories(dirname(path));
    const draft = join(dirname(path), temporaryName(basename(path)));
    writeFileSync(draft, text, {flag: 'wx'});
    renameSync(draft, path);
  } catch (error) {
    throw localError(error, path);
  }
}
