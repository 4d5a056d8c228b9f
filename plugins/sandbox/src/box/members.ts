import {chmodSync, existsSync, mkdirSync, writeFileSync} from 'node:fs';
import type {Authority, Credentials} from '../authority/authority.ts';
import {userSubject} from '../authority/authority.ts';
import {dnText} from '../authority/certificate.ts';
import type {Catalogue} from '../catalogue/catalogue.ts';
import {userFiles} from './layout.ts';
import type {Layout} from './layout.ts';

/** Someone to be registered. */
export interface Member {
  readonly name: string;
  /** Roles besides one's own name. */
  readonly roles?: readonly string[];
  readonly fullname?: string;
}

/** What an account may be called; it becomes part of paths and of certificates. */
export const MEMBER_NAME = /^[a-z][a-z0-9_-]{0,19}$/;

/** Registers a user: certificate and key in files, an account, a home directory. Known ones keep their files. */
export async function addMember(
  layout: Layout,
  authority: Authority,
  catalogue: Catalogue,
  {name, roles = [], fullname = `User ${name}`}: Member,
): Promise<void> {
  const files = userFiles(layout, name);
  if (!existsSync(files.cert)) {
    mkdirSync(files.folder, {recursive: true, mode: 0o700});
    chmodSync(files.folder, 0o700);
    writeCredentials(files, await authority.issueForUser(name));
  }
  catalogue.addUser({
    name,
    fullname,
    email: `${name}@localhost.localdomain`,
    roles: [name, ...roles.filter((role) => role !== name)],
    subject: dnText(userSubject(name)),
  });
}

/** Writes a key that only its owner may read, and the certificate last: it tells that both are there. */
function writeCredentials(files: {cert: string; key: string}, {cert, key}: Credentials): void {
  writeFileSync(files.key, key, {mode: 0o600});
  writeFileSync(files.cert, cert, {mode: 0o644});
}
