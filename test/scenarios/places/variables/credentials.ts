import assert from 'node:assert/strict';
import {authorityPlaces} from '../../../../src/lib/trust/authorities.ts';
import {archivePlaces, tokenPlaces, userPlaces} from '../../../../src/lib/credentials/places.ts';
import {useFolder} from '../../stage/scene.ts';
import {shows} from './documented.ts';

/** Those that name certificates, tokens and authorities. */
export function credentialVariables(): void {
  let dir: string;
  useFolder('suite', (opened) => (dir = opened));

  shows(
    [
      ...['JALIEN_TOKEN_CERT', 'JALIEN_TOKEN_KEY', 'X509_USER_CERT', 'X509_USER_KEY', 'X509_USER_P12'],
      ...['ALIEN_CREDENTIALS_DIR', 'HOME', 'TMPDIR', 'TEMP', 'TMP'],
    ],
    () => {
      const token = (env: Record<string, string>) => JSON.stringify(tokenPlaces(env));
      const user = (env: Record<string, string>) => JSON.stringify(userPlaces(env));
      assert.match(token({JALIEN_TOKEN_CERT: '/c', JALIEN_TOKEN_KEY: '/k'}), /"\/c".*"\/k"/);
      assert.match(user({X509_USER_CERT: '/c', X509_USER_KEY: '/k'}), /"\/c".*"\/k"/);
      assert.deepEqual(archivePlaces({X509_USER_P12: '/p'}), [{kind: 'user', archive: '/p'}]);
      assert.match(user({ALIEN_CREDENTIALS_DIR: '/d'}), /"\/d\/usercert\.pem".*globus/);
      assert.match(user({HOME: '/h'}), /"\/h\/\.globus\/usercert\.pem"/);
      for (const name of ['TMPDIR', 'TEMP', 'TMP'])
        assert.match(token({[name]: '/t'}), /"\/t\/tokencert_\d+\.pem"/);
    },
  );

  shows(['X509_CERT_DIR', 'X509_CERT_FILE', 'ALIENPY_USE_LOCAL_CAS'], () => {
    assert.deepEqual(authorityPlaces({X509_CERT_DIR: '/d', X509_CERT_FILE: '/f'}), ['/d', '/f']);
    assert.deepEqual(authorityPlaces({X509_CERT_DIR: '/d', ALIENPY_USE_LOCAL_CAS: dir}), [dir]);
    assert.deepEqual(authorityPlaces({HOME: '/h', ALIENPY_USE_LOCAL_CAS: '1'}), ['/h/.globus/certificates']);
  });
}
