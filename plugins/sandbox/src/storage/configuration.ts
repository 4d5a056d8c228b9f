import {chmodSync, chownSync, rmSync, writeFileSync} from 'node:fs';
import type {Credentials} from '../authority/authority.ts';
import type {StorageElement} from '../catalogue/elements/elements.ts';
import type {Account} from './account.ts';
import {dataFolder, serverFiles} from './layout.ts';
import {findProgram} from './program.ts';

/** The plugin of XRootD that checks envelopes, by the name that its messages use. */
export const AUTHORIZATION_PLUGIN = 'libXrdMacaroons';
/** The plugin of XRootD that speaks HTTP. */
export const HTTP_PLUGIN = 'libXrdHttp';

/** What the servers know of envelopes. */
export interface Authorization {
  /** The name of their site, which envelopes must bear. */
  readonly issuer: string;
  /** The key that envelopes are signed with, at least 32 bytes. */
  readonly key: Buffer;
  /** How long envelopes are good, in ms. */
  readonly lifetime: number;
}

export interface ConfigurationOptions {
  readonly port: number;
  readonly account: Account | undefined;
  readonly authorization: Authorization;
  /** What it shows to clients that come by HTTPS. */
  readonly credentials: Credentials;
  readonly full: boolean;
}

/**
 * The servers refuse what is good for longer than they were told, by a clock that may be a little behind the
 * one that envelopes are made by: without this, one of some hundred new envelopes is refused. In seconds.
 */
const CLOCK_MARGIN = 300;
/** More than any disk has free, so that nothing new finds a place. */
const NEVER_FREE = '900000g';

/** Writes all that a server reads when it starts. Returns the name of its configuration file. */
export function writeConfiguration(
  element: StorageElement,
  storageFolder: string,
  {port, account, authorization, credentials, full}: ConfigurationOptions,
): string {
  const files = serverFiles(storageFolder, element.root.slice(1));
  // The plugin reads the key in base64 with line breaks only.
  const key = authorization.key.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  writeSecret(files.secret, `${key}\n`, account);
  writeSecret(files.certificateKey, credentials.key, account);
  const copier = findProgram('xrdcp'); // comes with another package than the server
  const lines = [
    `all.role server`,
    `all.sitename ${authorization.issuer}`,
    `all.export ${element.root}`,
    `oss.localroot ${dataFolder(storageFolder)}`,
    `all.adminpath ${files.admin}`,
    `all.pidpath ${files.admin}`,
    `xrd.port ${port}`,
    `xrd.protocol http:${port} ${HTTP_PLUGIN}.so`, // tells the protocols apart by their first bytes
    `http.httpsmode manual`, // HTTP alone: by XRootD's own protocol clients come without TLS, as they did
    `http.cert ${files.certificate}`,
    `http.key ${files.certificateKey}`,
    `xrd.allow host localhost`, // takes no orders from outside this machine
    `xrd.allow host 127.0.0.1`,
    `xrd.network nodnr`,
    `xrd.maxfd 4096`,
    `xrootd.chksum max 2 md5 adler32`,
    `ofs.authorize 1`,
    `ofs.authlib ${AUTHORIZATION_PLUGIN}.so`,
    `macaroons.secretkey ${files.secret}`,
    `macaroons.maxduration ${authorization.lifetime / 1000 + CLOCK_MARGIN}`,
    `acc.authdb ${files.allowed}`,
    ...(copier === undefined ? [] : [`ofs.tpc pgm ${copier} --server`]),
    ...(full ? [`oss.space public ${files.admin}`, `oss.alloc ${NEVER_FREE}`] : []),
    // A file that is not closed properly is gone when its client is. An fsync for each opened file, the default, would be
    // what bounds many small ones; only after a loss of power a rest could stay.
    `ofs.persist manual hold 0 sync 32767`,
  ];
  for (const [file, text] of [
    [files.allowed, ''],
    [files.certificate, credentials.cert],
    [files.config, `${lines.join('\n')}\n`],
  ] as const) {
    writeFileSync(file, text);
    chmodSync(file, 0o644);
  }
  return files.config;
}

/** For the account alone, whatever was there. */
function writeSecret(file: string, text: string, account: Account | undefined): void {
  rmSync(file, {force: true});
  writeFileSync(file, text, {mode: 0o400, flag: 'wx'});
  if (account !== undefined) chownSync(file, account.uid, account.gid);
}
