import {execFileSync} from 'node:child_process';
import {mkdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {manifestOf} from '../packages.mjs';
import {RELEASE} from './layout.mjs';

/**
 * The program as wheel, tarball and Debian package have it, without Node: our packages beside each other. What npm would
 * install besides is in the bundles already, or for those who compile.
 * @param {string[]} tarballs of all our packages
 * @returns {Promise<string>} a directory with `node_modules` in it
 */
export async function stage(tarballs) {
  const app = join(RELEASE, 'app');
  rmSync(app, {recursive: true, force: true});
  for (const tarball of tarballs) {
    const {name} = await manifestOf(tarball);
    const place = join(app, 'node_modules', name);
    mkdirSync(place, {recursive: true});
    execFileSync('tar', ['-xzf', tarball, '-C', place, '--strip-components=1', '--no-same-owner']);
  }
  return app;
}
