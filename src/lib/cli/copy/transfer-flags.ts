import {Flags} from '@oclif/core';
import type {StorageWishes} from '../base/open-storage.ts';
import type {Run} from '../base/run.ts';
import type {CopySettings} from '../../copy/model/request.ts';
import {isOn, RATE} from '../../settings/kinds.ts';
import {notOfKind} from '../../settings/read-setting.ts';

/** Read as the setting is. @throws {UserError} 22 for a rate that makes no sense */
const rate = Flags.custom<number>({
  parse: async (text) => {
    const value = RATE.read(text.trim());
    if (value === undefined) throw notOfKind('--limit-rate', RATE, text);
    return value;
  },
});

/** The flags of `cp` and `sync` that say how files are transferred and what is told of it. */
export const transferFlags = {
  jobs: Flags.integer({char: 'T', description: 'transfers at the same time', default: 8, min: 1, max: 256}),
  streams: Flags.integer({
    char: 'S',
    description: 'connections to each storage server',
    default: 1,
    min: 1,
    max: 15,
  }),
  chunks: Flags.integer({description: 'requests in flight in one transfer', min: 1, max: 64}),
  chunksz: Flags.integer({description: 'bytes of one request', min: 4096}),
  strictspec: Flags.boolean({description: 'only the storage elements that are named'}),
  retry: Flags.integer({description: 'retries after failures that may pass', default: 2, min: 0}),
  timeout: Flags.integer({description: 'seconds that one file may take (0: no limit)', default: 0, min: 0}),
  norecovery: Flags.boolean({
    description: 'do not replace storage elements that fail by others',
  }),
  ratethreshold: Flags.integer({
    description: 'bytes a second: a slower replica is left for the next one (0: no limit)',
    default: 0,
    min: 0,
  }),
  'limit-rate': rate({
    description: 'bytes a second for all transfers together (also 500K, 50M; 0: no limit)',
  }),
  http: Flags.boolean({description: 'download over HTTP, where the storage elements speak it'}),
  dryrun: Flags.boolean({aliases: ['dry-run'], description: 'show what would be done, without doing it'}),
  report: Flags.string({description: 'write what happens to this file, one JSON object a line'}),
  quiet: Flags.boolean({char: 'q', description: 'report only failures'}),
};

/** What the flags hold after parsing. */
export interface TransferFlags {
  readonly jobs: number;
  readonly streams: number;
  readonly chunks?: number | undefined;
  readonly chunksz?: number | undefined;
  readonly strictspec: boolean;
  readonly retry: number;
  readonly timeout: number;
  readonly norecovery: boolean;
  readonly ratethreshold: number;
  readonly 'limit-rate'?: number | undefined;
  readonly http: boolean;
  readonly dryrun: boolean;
  readonly report?: string | undefined;
  readonly quiet: boolean;
}

/** @param run whose variables may ask for metalinks, in its directory */
export function transferSettings(flags: TransferFlags, {env, cwd}: Pick<Run, 'env' | 'cwd'>): CopySettings {
  return {
    jobs: flags.jobs,
    recover: !flags.norecovery,
    retries: flags.retry,
    rateThreshold: flags.ratethreshold,
    http: flags.http,
    dryRun: flags.dryrun,
    strictSpecification: flags.strictspec,
    ...(isOn(env['ALIENPY_KEEP_META']) && {metalinks: cwd}),
    ...(flags.timeout > 0 && {timeout: flags.timeout * 1000}),
  };
}

/** What the flags say of how storage elements are used. */
export function storageWishes({streams, chunks, chunksz, http, ...flags}: TransferFlags): StorageWishes {
  return {streams, chunks, chunksz, http, 'limit-rate': flags['limit-rate']};
}
