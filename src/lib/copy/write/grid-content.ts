import type {Replica} from '../../catalogue/access.ts';
import {AlienError, NetworkError} from '../../errors/errors.ts';
import {NeverReached, SourceFailed, type Transferred} from '../../storage/storage.ts';
import type {StoredReplica} from '../../paths/replica-url.ts';
import type {Content, SendCall} from '../model/content.ts';
import type {WriteContext} from './context.ts';
import {allReplicasFailed, type ReplicaFailure} from '../model/replica-failures.ts';
import {pauseBefore} from '../../flow/retry.ts';
import {verifyTransfer} from '../transfer/verify-transfer.ts';

/**
 * The content of a grid file, which goes from one storage element to another: directly where the two can, else
 * through the memory of this process, without a local file. What arrives is verified here.
 */
export class GridContent implements Content {
  readonly size: number;
  readonly md5: string;
  readonly #context: WriteContext;
  /** where it can be read, nearest first; those that failed for good are taken out */
  #sources: readonly Replica[];
  readonly #failures: ReplicaFailure[] = [];
  /** targets where a copy among the storages may have left something */
  readonly #unclean = new Set<StoredReplica>();

  constructor(
    facts: {readonly size: number; readonly md5: string},
    sources: readonly Replica[],
    context: WriteContext,
  ) {
    this.size = facts.size;
    this.md5 = facts.md5;
    this.#sources = sources;
    this.#context = context;
  }

  /** @throws {SourceFailed} when it can be read nowhere; all else is about the target */
  async send(target: StoredReplica, call: SendCall): Promise<Transferred> {
    for (let round = 1; ; round++) {
      for (const source of this.#sources) {
        const sent = await this.#sendFrom(source, target, call);
        if (sent) return sent;
      }
      if (this.#sources.length === 0 || round > this.#context.retries)
        throw new SourceFailed(allReplicasFailed(this.#failures, 'read'));
      await pauseBefore(round, call.signal);
    }
  }

  /** @returns undefined when this source has failed */
  async #sendFrom(source: Replica, target: StoredReplica, call: SendCall): Promise<Transferred | undefined> {
    try {
      return (await this.#sendDirectly(source, target, call)) ?? (await this.#stream(source, target, call));
    } catch (error) {
      call.signal.throwIfAborted();
      if (error instanceof NeverReached && this.#unclean.has(target))
        throw new NetworkError(error.message, {exitCode: error.exitCode, cause: error});
      if (!(error instanceof SourceFailed)) throw error;
      this.#failures.push({replica: source, error: error.reason});
      if (!error.reason.mayPass) this.#sources = this.#sources.filter((each) => each !== source);
      return undefined;
    }
  }

  /** @returns undefined when the two storages do not copy among themselves; they are not asked again in this run */
  async #sendDirectly(
    source: Replica,
    target: StoredReplica,
    call: SendCall,
  ): Promise<Transferred | undefined> {
    const {direct, storage, unregistered} = this.#context;
    if (!direct.mayWork(this.size, source, target)) return undefined;
    try {
      const sent = await storage.copyDirectly(source, target, call);
      verifyTransfer(this, sent);
      return sent;
    } catch (error) {
      call.signal.throwIfAborted();
      if (!(error instanceof AlienError)) throw error;
      direct.refuse(source, target);
      if (await unregistered.remove(target, call.signal)) this.#unclean.add(target);
      return undefined;
    }
  }

  async #stream(source: Replica, target: StoredReplica, call: SendCall): Promise<Transferred> {
    const sent = await this.#context.storage.relay(source, target, {...call, size: this.size});
    try {
      verifyTransfer(this, sent);
      return sent;
    } catch (error) {
      await this.#context.unregistered.remove(target, call.signal); // the next source needs the place
      throw error instanceof AlienError ? new SourceFailed(error) : error;
    }
  }
}
