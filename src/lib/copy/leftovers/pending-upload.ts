import type {Replica} from '../../catalogue/access.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {JournalForm} from '../../traces/journal-lines.ts';

/** Bytes that may be on a storage element without being registered. Times are ms since 1970. */
export interface PendingUpload extends Pick<Replica, 'url' | 'envelope' | 'se' | 'guid'> {
  readonly lfn: Lfn;
  /** when the place was booked */
  readonly booked: number;
  /** when its registration was asked for; absent: never */
  readonly asked?: number;
  /** when its removal was tried in vain */
  readonly tried?: number;
}

/** After two days the envelopes of another machine are of no use any more. */
const SILENCE_OF_OTHERS = 48 * 3_600_000;

export const UPLOAD_FORM: JournalForm<PendingUpload> = {
  keyOf: ({url}) => url,
  isEntry: isPending,
  silenceOfOthers: SILENCE_OF_OTHERS,
};

function isPending(value: object): value is PendingUpload {
  const {lfn, url, envelope, se, guid, booked, asked = 0, tried = 0} = value as Partial<PendingUpload>;
  const texts = [lfn, url, envelope, se, guid];
  return (
    texts.every((text) => typeof text === 'string' && text !== '') &&
    [booked, asked, tried].every(Number.isSafeInteger)
  );
}
