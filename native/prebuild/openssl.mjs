import {cpSync, mkdirSync, rmSync} from 'node:fs';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';

/**
 * Node's own OpenSSL as something to build against: its headers, and libraries with nothing in them. The symbols come
 * from the running Node, since a second OpenSSL in one process has crashed others.
 * @param {string} node the directory of the Node package, which has `include/node/openssl`
 * @param {string} kind where Node keeps what differs between kinds of machines
 * @param {string} into is made anew
 * @returns {{include: string, library: string}} `library` is an archive without members
 */
export function opensslOfNode(node, kind, into) {
  rmSync(into, {recursive: true, force: true});
  const include = join(into, 'include');
  mkdirSync(include, {recursive: true});
  const headers = join(node, 'include', 'node', 'openssl');
  cpSync(headers, join(include, 'openssl'), {recursive: true, preserveTimestamps: true});
  // This one only leads to the header of an architecture, where CMake would look for the version in vain.
  const version = join(headers, 'archs', kind, 'asm', 'include', 'openssl', 'opensslv.h');
  cpSync(version, join(include, 'openssl', 'opensslv.h'), {preserveTimestamps: true});
  const library = join(into, 'libnothing.a');
  execFileSync('ar', ['rcs', library]);
  return {include, library};
}
