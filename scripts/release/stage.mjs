import {execFileSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {RELEASE} from './layout.mjs';

/**
 * The program as npm installs it, without Node: what wheel, tarball and Debian package are made of.
 * @param {string[]} tarballs of all our packages
 * @returns {string} a directory with `node_modules` in it
 */
export function stage(tarballs) {
  const app = join(RELEASE, 'app');
  rmSync(app, {recursive: true, force: true});
  mkdirSync(app, {recursive: true});
  writeFileSync(join(app, 'package.json'), '{"private": true}\n');
  const words = ['install', '--omit=dev', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', [...words, '--no-package-lock', '--silent', ...tarballs], {cwd: app, stdio: 'inherit'});
  for (const name of ['package.json', 'node_modules/.bin', 'node_modules/.package-lock.json']) {
    rmSync(join(app, name), {recursive: true, force: true});
  }
  return app;
}
