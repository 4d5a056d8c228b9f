import {createHmac, createSecretKey, timingSafeEqual} from 'node:crypto';
import type {KeyObject} from 'node:crypto';
import type {Guid, Lfn} from '../catalogue/names.ts';

/** What an envelope vouches for. */
export interface Claims {
  readonly access: 'read' | 'write';
  readonly guid: Guid;
  readonly se: number;
  readonly path: string;
  readonly lfn: Lfn | '';
  readonly user: string;
  /** ms since the epoch. */
  readonly expires: number;
}

const LIFETIME = 24 * 3600 * 1000;
const FORM = new RegExp(
  '-----BEGIN SEALED CIPHER-----\\n([^]+?)\\n-----END SEALED CIPHER-----\\n' +
    '-----BEGIN SEALED ENVELOPE-----\\n([^]+?)\\n-----END SEALED ENVELOPE-----',
);
const SUFFIX = {
  read: '&scitag.flow=330&eos.app=dataAccess',
  write: '&scitag.flow=335&eos.app=cliUpload',
};

/** Signs envelopes and recognises its own. */
export class EnvelopeSealer {
  readonly #key: KeyObject;

  constructor(key: Buffer) {
    this.#key = createSecretKey(key);
  }

  /** The envelope's text, signed for 24 hours. */
  seal(claims: Omit<Claims, 'expires'>): string {
    const payload = Buffer.from(JSON.stringify({...claims, expires: Date.now() + LIFETIME}));
    return (
      `-----BEGIN SEALED CIPHER-----\n${lines(this.#sign(payload))}\n-----END SEALED CIPHER-----\n` +
      `-----BEGIN SEALED ENVELOPE-----\n${lines(payload)}\n-----END SEALED ENVELOPE-----\n` +
      SUFFIX[claims.access]
    );
  }

  /** What an envelope says if it is ours, untouched and not too old. */
  open(text: string): Claims | undefined {
    const match = FORM.exec(text);
    if (match === null) return undefined;
    const signature = bytes(match[1] as string);
    const payload = bytes(match[2] as string);
    const expected = this.#sign(payload);
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined;
    const claims = JSON.parse(payload.toString()) as Claims;
    return claims.expires > Date.now() ? claims : undefined;
  }

  #sign(payload: Buffer): Buffer {
    return createHmac('sha512', this.#key).update(payload).digest();
  }
}

// The wire's base64 has `-` in place of `/`, in lines of 76.
function lines(data: Buffer): string {
  return data
    .toString('base64')
    .replaceAll('/', '-')
    .replace(/.{76}(?=.)/g, '$&\n');
}

function bytes(text: string): Buffer {
  return Buffer.from(text.replaceAll('-', '/').replaceAll('\n', ''), 'base64');
}
