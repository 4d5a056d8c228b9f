import {rmSync} from 'node:fs';
import {join} from 'node:path';
import type {Interfaces} from '@oclif/core';
import {UserError} from '../../errors/errors.ts';
import {EXIT} from '../../errors/exit-codes.ts';
import {runOf} from '../base/run-of.ts';
import {npmFailure, type NpmOutput, runNpm} from './npm.ts';
import {noNpm} from './pack-plugin.ts';

interface Options {
  readonly cwd: string;
  /** one of npm's: `silent`, `notice`, `verbose` */
  readonly logLevel: string;
  /** leave out what packages need for development only */
  readonly prod?: boolean;
}

/** What oclif's installer of plugins takes for npm's output. */
interface Printed {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/**
 * npm as oclif's installer of plugins uses it. In the bundle it stands for the module of this name there, which would
 * bring npm and yarn as packages: 24 MB, where an npm is on most machines already.
 */
export class NPM {
  readonly #config: Interfaces.Config;
  readonly #logLevel: string;
  #hasFailed = false;

  constructor({config, logLevel}: {readonly config: Interfaces.Config; readonly logLevel: string}) {
    this.#config = config;
    this.#logLevel = logLevel;
  }

  async install(words: readonly string[], options: Options): Promise<Printed> {
    const without = options.prod === true ? ['--omit', 'dev'] : [];
    try {
      return await this.#run(['install', ...words, ...without, '--no-audit'], options);
    } catch (error) {
      this.#hasFailed = true;
      throw error;
    }
  }

  async update(words: readonly string[], options: Options): Promise<Printed> {
    return this.#run(['update', ...words], options);
  }

  /** Where there is no npm, the packages alone are removed; what they needed is when npm is next used. */
  async uninstall(names: readonly string[], options: Options): Promise<void> {
    // The installer cleans up after npm, which has left all as it was: the version that was there before too.
    if (this.#hasFailed) return;
    try {
      await this.#run(['uninstall', ...names], options);
    } catch (error) {
      if (!(error instanceof UserError) || error.exitCode !== EXIT.NO_SUCH_COMMAND) throw error;
      for (const name of names)
        rmSync(join(options.cwd, 'node_modules', name), {recursive: true, force: true});
    }
  }

  /** Rejects only where the registry says that it does not know a package: other failures are told by `install`. */
  async view(names: readonly string[], options: Options): Promise<void> {
    try {
      await this.#npm(['view', ...names], options.cwd);
    } catch (error) {
      if (npmFailure(error).code === 'E404') throw error;
    }
  }

  async #run(words: readonly string[], {cwd, logLevel}: Options): Promise<Printed> {
    try {
      const {stdout, stderr} = await this.#npm(words, cwd);
      this.#show(logLevel === 'verbose' ? `${stderr}${stdout}` : logLevel === 'silent' ? '' : stderr);
      return {stdout: [stdout], stderr: [stderr]};
    } catch (error) {
      const {isMissing, reason} = npmFailure(error);
      if (isMissing) throw noNpm(error);
      if (logLevel === 'verbose') this.#show((error as {stderr?: string}).stderr ?? '');
      throw new UserError(reason, {code: 'FAILED', cause: error});
    }
  }

  #npm(words: readonly string[], cwd: string): Promise<NpmOutput> {
    const {npmRegistry, root} = this.#config;
    const registry = npmRegistry === undefined ? [] : [`--registry=${npmRegistry}`];
    const all = [...words, `--loglevel=${this.#logLevel}`, '--no-fund', '--no-update-notifier', ...registry];
    const {env, interrupt} = runOf(this.#config);
    return runNpm(all, {root, env: {...env, HUSKY: '0'}, cwd, signal: interrupt.signal});
  }

  #show(text: string): void {
    if (text.trim() !== '') runOf(this.#config).out.note(text.trim());
  }
}
