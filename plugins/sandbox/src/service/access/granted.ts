import type {StorageElement} from '../../catalogue/elements/elements.ts';
import type {Guid} from '../../catalogue/names/names.ts';
import type {Result} from '../answers/answer.ts';
import type {Call} from '../call/command.ts';

/** One replica, or one place for it, that access was granted to. */
export interface Granted {
  readonly element: StorageElement;
  readonly path: string;
  /** The GUID under which the bytes are stored: the archive's, for a member of one. */
  readonly guid: Guid;
  /** The member inside the archive. */
  readonly member?: string | undefined;
}

/** What all replicas of a file have in common. */
export interface Content {
  readonly access: 'read' | 'write';
  readonly size: number;
  readonly md5: string | null;
  /** Whether the envelope should be fit for a URL. */
  readonly url: boolean;
}

/** Answers one result per replica, each with its envelope. */
export function grant(
  call: Pick<Call, 'answer' | 'session' | 'grid'>,
  content: Content,
  list: readonly Granted[],
): void {
  const forgotten = content.access === 'read' && call.grid.faults.take('no-md5') !== undefined;
  const known = forgotten ? {...content, md5: null} : content;
  for (const granted of list) call.answer.add(resultFor(call, known, granted, list.length));
}

function resultFor(
  {session, grid}: Pick<Call, 'session' | 'grid'>,
  content: Content,
  {element, path, guid, member}: Granted,
  count: number,
): Result {
  const {access} = content;
  if (access === 'read') grid.beforeRead(element, path);
  const mayRemove = grid.faults.find('no-removal') === undefined;
  const sealed = grid.envelopes.seal({access, guid, path, user: session.account.name}, mayRemove);
  const envelope = content.url ? urlForm(sealed) : sealed;
  const url = grid.urlOf(element, path);
  // The key `url` never holds anything else than the address of XRootD.
  const told = content.url ? (grid.httpUrlOf(element, path) ?? 'null') : url;
  const head = `${told}\nSE: ${element.name} (needs encrypted envelopes)`;
  return {
    message: `${head}\nEncrypted envelope:\n${envelope}`,
    envelope,
    url: member === undefined ? url : `${url}#${member}`,
    guid,
    se: element.name,
    tags: `[${element.qos}]`,
    nSEs: String(count),
    md5: content.md5,
    size: String(content.size),
  };
}

/** Nothing in it needs percent-encoding but the line breaks, which are left out. */
function urlForm(envelope: string): string {
  return envelope.replaceAll('\n', '');
}
