import {createHash} from 'node:crypto';
import {DER, type DerElement, childrenOf, contentOf, derElement, elementAt, wholeOf} from './der.ts';

const UTF8 = 0x0c;
const PRINTABLE = 0x13;
const T61 = 0x14;
const IA5 = 0x16;
const VISIBLE = 0x1a;
const UNIVERSAL = 0x1c;
const BMP = 0x1e;

/**
 * A name in the form in which OpenSSL compares names: all texts in UTF-8, without capitals (of ASCII only),
 * without blanks at the ends and with single ones inside.
 * @param name the DER of an X.501 name
 */
export function canonicalName(name: Buffer): Buffer {
  const parts = [...childrenOf(name, elementAt(name, 0))];
  return Buffer.concat(parts.map((part) => canonicalPart(name, part)));
}

/**
 * The hash under which OpenSSL looks for the files of an authority: `HASH.0` its certificate, `HASH.r0` its
 * revocation list.
 * @param canonical what `canonicalName` gave
 */
export function nameHash(canonical: Buffer): string {
  return createHash('sha1').update(canonical).digest().readUInt32LE(0).toString(16).padStart(8, '0');
}

function canonicalPart(name: Buffer, part: DerElement): Buffer {
  const pairs = [...childrenOf(name, part)].map((pair) => {
    const [type, value] = [...childrenOf(name, pair)];
    if (type === undefined || value === undefined) throw new RangeError('The name lacks a value.');
    return derElement(DER.sequence, Buffer.concat([wholeOf(name, type), canonicalValue(name, value)]));
  });
  return derElement(DER.set, Buffer.concat(pairs.sort((a, b) => a.compare(b))));
}

function canonicalValue(name: Buffer, value: DerElement): Buffer {
  const text = textOf(value.tag, contentOf(name, value));
  if (text === undefined) return wholeOf(name, value);
  const plain = text
    .replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '')
    .replace(/[ \t\n\v\f\r]+/g, ' ')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return derElement(UTF8, Buffer.from(plain));
}

function textOf(tag: number, bytes: Buffer): string | undefined {
  switch (tag) {
    case UTF8: {
      return bytes.toString('utf8');
    }
    case PRINTABLE:
    case T61:
    case IA5:
    case VISIBLE: {
      return bytes.toString('latin1');
    }
    case BMP: {
      return Buffer.from(bytes).swap16().toString('utf16le');
    }
    case UNIVERSAL: {
      const points = Array.from({length: bytes.length / 4}, (_, i) => bytes.readUInt32BE(i * 4));
      return String.fromCodePoint(...points);
    }
    default: {
      return undefined;
    }
  }
}
