import {elementOfPath} from '../../catalogue/elements/elements.ts';
import type {Guid} from '../../catalogue/names/names.ts';
import {MacaroonMint} from '../../storage/macaroon.ts';

/** What an envelope vouches for. */
export interface Claims {
  readonly access: 'read' | 'write';
  readonly guid: Guid;
  readonly se: number;
  readonly path: string;
  readonly user: string;
  /** ms since the epoch. */
  readonly expires: number;
}

/** How long an envelope is good, in ms. */
export const ENVELOPE_LIFETIME = 24 * 3600 * 1000;
/** The storage servers take macaroons of this origin only: it is the name of their site. */
export const ISSUER = 'SANDBOX';
/**
 * What a storage server lets the holder do, in the words of its plugin. Who writes may also begin anew after a
 * broken transfer, read back, and remove what could not be registered.
 */
const ACTIVITIES = {
  read: 'DOWNLOAD,READ_METADATA',
  write: 'UPLOAD,MANAGE,DELETE,DOWNLOAD,READ_METADATA',
  /** As the plugin of ALICE's own storage has it: what was written may not be removed. */
  'write only': 'UPLOAD,MANAGE,DOWNLOAD,READ_METADATA',
};
/** Characters of a line of an envelope. */
const LINE = 76;
const SUFFIX = {
  read: '&scitag.flow=330&eos.app=dataAccess',
  write: '&scitag.flow=335&eos.app=cliUpload',
};

/** Makes envelopes, which are macaroons that the storage servers check by themselves, and recognises its own. */
export class EnvelopeSealer {
  readonly #mint: MacaroonMint;

  constructor(key: Buffer) {
    this.#mint = new MacaroonMint(key);
  }

  /** The envelope's text, good for 24 hours. It has line breaks, as those of the real service have. */
  seal(
    {access, guid, path, user}: Pick<Claims, 'access' | 'guid' | 'path' | 'user'>,
    mayRemove = true,
  ): string {
    const expires = new Date(Date.now() + ENVELOPE_LIFETIME);
    const macaroon = this.#mint.mint({
      location: ISSUER,
      identifier: guid,
      caveats: [
        `name:${user}`,
        `activity:${ACTIVITIES[access === 'write' && !mayRemove ? 'write only' : access]}`,
        `path:${path}`,
        `before:${expires.toISOString().slice(0, 19)}Z`,
      ],
    });
    return `${inLines(macaroon)}\n${SUFFIX[access]}`;
  }

  /** What an envelope says if it is ours, untouched and not too old. */
  open(text: string): Claims | undefined {
    const macaroon = this.#mint.read(text.split('&', 1)[0] as string);
    const [name, activity, path, before] = (macaroon?.caveats ?? []).map((caveat) =>
      caveat.slice(caveat.indexOf(':') + 1),
    );
    if (macaroon === undefined || name === undefined || path === undefined) return undefined;
    const element = elementOfPath(path);
    const expires = Date.parse(before ?? '');
    if (element === undefined || !(expires > Date.now())) return undefined;
    return {
      access: activity === ACTIVITIES.read ? 'read' : 'write',
      guid: macaroon.identifier as Guid,
      se: element.number,
      path,
      user: name,
      expires,
    };
  }
}

/** A regular expression would take a tenth of the time of the whole request. */
function inLines(text: string): string {
  let lines = text.slice(0, LINE);
  for (let at = LINE; at < text.length; at += LINE) lines += `\n${text.slice(at, at + LINE)}`;
  return lines;
}
