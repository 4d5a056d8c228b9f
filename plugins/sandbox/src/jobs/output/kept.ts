import {existsSync, mkdirSync, renameSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {Jdl} from '@alien-grid/cli';
import type {Lfn} from '../../catalogue/names/names.ts';
import type {Job} from '../job.ts';
import type {JobOutputs} from '../outputs.ts';
import {collectOutputs} from './collect.ts';
import type {Output} from './collect.ts';
import {recycleFolder, storeOutputs} from './save.ts';
import type {SavePlace} from './save.ts';

/** The output of failed jobs, in a folder for each, until someone registers it or the job runs again. */
export class KeptOutputs implements JobOutputs {
  readonly #folder: string;
  readonly #place: SavePlace;

  constructor(folder: string, place: SavePlace) {
    this.#folder = folder;
    this.#place = place;
  }

  /** Takes the files of a job over. */
  keep(job: Job, outputs: readonly Output[]): void {
    this.drop(job.id);
    const files = new Map(outputs.flatMap((output) => output.files).map((file) => [file.name, file.file]));
    for (const [name, file] of files) {
      const place = join(this.#folderOf(job.id), name);
      mkdirSync(dirname(place), {recursive: true});
      renameSync(file, place);
    }
  }

  /** Forgets what was kept of a job. */
  drop(id: number): void {
    rmSync(this.#folderOf(id), {recursive: true, force: true});
  }

  async register(job: Job): Promise<Lfn[]> {
    const folder = this.#folderOf(job.id);
    if (!existsSync(folder)) return [];
    const {outputs} = collectOutputs(Jdl.parse(job.jdl), folder, job.id, job.state === 'ERROR_E');
    const saved = await storeOutputs(this.#place, job, recycleFolder(job), outputs);
    const lfns = await saved.register();
    this.drop(job.id);
    return lfns;
  }

  #folderOf(id: number): string {
    return join(this.#folder, String(id));
  }
}
