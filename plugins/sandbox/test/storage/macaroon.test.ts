import assert from 'node:assert/strict';
import {MacaroonMint} from '../../src/storage/macaroon.ts';

const SAID = {location: 'SANDBOX', identifier: 'id', caveats: ['name:demo', 'path:/disk1/über']};

describe('macaroons', () => {
  const mint = new MacaroonMint(Buffer.alloc(32, 1));

  it('are as others make them', () => {
    const text = new MacaroonMint(Buffer.from('this is our super secret key; only we should know it')).mint({
      location: 'http://mybank/',
      identifier: 'we used our secret key',
      caveats: [],
    });
    assert.match(Buffer.from(text, 'base64url').toString('latin1'), /^001clocation http:\/\/mybank\/\n/);
    assert.equal(
      Buffer.from(text, 'base64url').subarray(-33, -1).toString('hex'),
      'e3d9e02908526c4c0039ae15114115d97fdd68bf2ba379b342aaf0f617d0552f',
    );
  });

  it('say what was put in, also with line breaks', () => {
    const text = mint.mint(SAID);
    assert.deepEqual(mint.read(text), SAID);
    assert.deepEqual(mint.read(text.replace(/.{20}/g, '$&\n')), SAID);
  });

  it('are refused when they were changed, cut off or made with another key', () => {
    const bytes = Buffer.from(mint.mint(SAID), 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      const read = mint.read(changed.toString('base64url'));
      // Where it comes from is the one thing that is not signed.
      if (read !== undefined) assert.deepEqual({...read, location: SAID.location}, SAID, `byte ${at}`);
      assert.equal(mint.read(bytes.subarray(0, at).toString('base64url')), undefined, `${at} bytes`);
    }
    assert.equal(new MacaroonMint(Buffer.alloc(32, 2)).read(mint.mint(SAID)), undefined);
    for (const text of ['', 'garbage', 'MDAwMDAwMDAw', '-----BEGIN'])
      assert.equal(mint.read(text), undefined);
  });
});
