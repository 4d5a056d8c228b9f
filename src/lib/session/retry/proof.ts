import {EXIT} from '../../errors/exit-codes.ts';
import type {Answer, Result} from '../requests/answer.ts';
import {exitCodeOf, valueOf} from '../requests/answer.ts';

/** Asks the service something that only reads. */
export type Ask = (command: string, options: readonly string[]) => Promise<Answer>;

/** How to find out what happened to a request whose answer was lost. */
export interface Proof {
  /** The answer that the request would have got, if it was executed; undefined if nothing tells so. */
  readonly look: (words: readonly string[], ask: Ask) => Promise<Answer | undefined>;
  /** It may be sent again if nothing tells that it was executed: the service itself refuses it the second time. */
  readonly mayRepeat: boolean;
  /** Whether an answer to the repeated request says no more than that the first one may have been executed. */
  readonly isRefusedAsSecond: (answer: Answer) => boolean;
}

export const PROOFS: Readonly<Record<string, Proof>> = {
  /**
   * A replica is registered when the entry has the GUID and a replica on the storage element of the request. The
   * booking ends with the first commit, so a second one registers nothing.
   */
  commit: {
    mayRepeat: true,
    isRefusedAsSecond: (answer) => exitCodeOf(answer) === EXIT.NOT_REGISTERED,
    async look(words, ask) {
      const [, , lfn = '', , , pfn = '', se = '', guid = ''] = positional(words);
      if (lfn === '' || se === '' || guid === '') return undefined;
      const answer = await ask('stat', ['-v', lfn]);
      const [entry] = answer.results;
      if (entry === undefined || !isSame(valueOf(entry, 'guid'), guid) || !isOn(entry, se)) return undefined;
      return {
        metadata: {...answer.metadata, exitcode: '0', error: ''},
        results: [{path: lfn, lfn: '1', pfn, message: `${lfn} 1`}],
      };
    },
  },
  /**
   * Names that are not there any more are removed, by whomever. One that is there may be a new file of that name:
   * it is left alone.
   */
  rm: {
    mayRepeat: false,
    isRefusedAsSecond: () => false,
    async look(words, ask) {
      const names = namesIn(words);
      if (names.length === 0 || names.some((name) => /[*?]/.test(name))) return undefined;
      const answer = await ask('stat', ['--', ...names]);
      if (exitCodeOf(answer) !== EXIT.NO_SUCH_FILE || answer.results.length > 0) return undefined;
      return {metadata: {...answer.metadata, exitcode: '0', error: ''}, results: []};
    },
  },
};

/** The words of `rm` without its options. */
function namesIn(words: readonly string[]): string[] {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  return [...words.slice(0, end).filter((word) => !word.startsWith('-')), ...words.slice(end + 1)];
}

/** The words of a command without options; those of the dispatcher may stand anywhere. */
function positional(words: readonly string[]): string[] {
  return words
    .filter((word) => word !== '-nomsg' && word !== '-nokeys')
    .map((word) => (word === '0' ? '' : word));
}

function isOn(entry: Result, se: string): boolean {
  const {replicas} = entry;
  return (
    typeof replicas === 'object' &&
    replicas !== null &&
    Object.keys(replicas).some((each) => isSame(each, se))
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
