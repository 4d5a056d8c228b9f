import {timingSafeEqual} from 'node:crypto';
import {authenticate} from './authenticate.ts';

/** What a macaroon says: everyone can read it, only who has the key can make it. */
export interface Macaroon {
  /** Who made it. */
  readonly location: string;
  readonly identifier: string;
  /** Conditions, all of which have to be met. */
  readonly caveats: readonly string[];
}

/** The key that signs is made of the shared secret with this one, which is part of the format. */
const GENERATOR = Buffer.alloc(32);
GENERATOR.write('macaroons-key-generator');
/** Length of a packet, as four hexadecimal digits; they count themselves. */
const PREFIX = 4;
/** The end of a packet. */
const LINE_BREAK = Buffer.from('\n');

/** Makes and checks macaroons in the packet format, version 1: the one that XRootD's plugin takes. */
export class MacaroonMint {
  readonly #key: Buffer;

  constructor(secret: Buffer) {
    this.#key = authenticate(GENERATOR, secret);
  }

  /** The macaroon's text, in the alphabet of base64url. */
  mint({location, identifier, caveats}: Macaroon): string {
    const texts = [packet('location', location), packet('identifier', identifier)];
    for (const caveat of caveats) texts.push(packet('cid', caveat));
    const signature = this.#sign(identifier, caveats);
    texts.push(headOf('signature', signature.length));
    return Buffer.concat([Buffer.from(texts.join('')), signature, LINE_BREAK]).toString('base64url');
  }

  /** What a text says if it is a macaroon of this mint that no one has changed. */
  read(text: string): Macaroon | undefined {
    const fields = parse(Buffer.from(text, 'base64url'));
    const [location, identifier, ...rest] = fields;
    const signature = rest.pop();
    if (location?.name !== 'location' || identifier?.name !== 'identifier') return undefined;
    if (signature?.name !== 'signature' || rest.some(({name}) => name !== 'cid')) return undefined;
    const caveats = rest.map(({value}) => value.toString());
    const expected = this.#sign(identifier.value.toString(), caveats);
    if (signature.value.length !== expected.length || !timingSafeEqual(signature.value, expected)) {
      return undefined;
    }
    return {location: location.value.toString(), identifier: identifier.value.toString(), caveats};
  }

  /** Each caveat is signed with the signature of all before it. */
  #sign(identifier: string, caveats: readonly string[]): Buffer {
    return caveats.reduce(authenticate, authenticate(this.#key, identifier));
  }
}

function packet(name: string, value: string): string {
  return `${headOf(name, Buffer.byteLength(value))}${value}\n`;
}

/** What stands before a value of so many bytes. */
function headOf(name: string, bytes: number): string {
  const length = PREFIX + name.length + 1 + bytes + LINE_BREAK.length;
  return `${length.toString(16).padStart(PREFIX, '0')}${name} `;
}

/** The packets of a macaroon; none if it is none. */
function parse(data: Buffer): {name: string; value: Buffer}[] {
  const fields: {name: string; value: Buffer}[] = [];
  for (let at = 0; at < data.length;) {
    const length = Number.parseInt(data.toString('latin1', at, at + PREFIX), 16);
    const end = at + length;
    const space = data.indexOf(' ', at);
    if (!(end <= data.length) || space < at + PREFIX || space >= end || data[end - 1] !== 0x0a) return [];
    fields.push({
      name: data.toString('latin1', at + PREFIX, space),
      value: data.subarray(space + 1, end - 1),
    });
    at = end;
  }
  return fields;
}
