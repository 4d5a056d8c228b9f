import {registerHooks} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const OURS = /^@alien-grid\/cli(?:\/|$)/;

/**
 * Let plugins import this very program as `@alien-grid/cli`, wherever they are installed and whatever copy is beside
 * them: a second copy would have sessions and error classes of its own.
 * @param root directory of the package
 */
export function servePlugins(root: string): void {
  const parentURL = pathToFileURL(join(root, 'package.json')).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, OURS.test(specifier) ? {...context, parentURL} : context),
  });
}
