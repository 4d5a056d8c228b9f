import type {Environment} from '../settings/environment.ts';
import {jboxPath} from '../settings/jbox-file.ts';
import {configPath} from '../settings/own-file.ts';
import {archivePlaces, tokenPlaces, userPlaces} from './places.ts';

/**
 * The files that decide who one is on the grid, and on which grid: where one of them has changed, what was known before may be
 * another identity's. They need not be there.
 * @param env the variables
 * @param configured the same with the configuration file beneath them
 */
export function identityFiles(env: Environment, configured: Environment): string[] {
  const pairs = [...tokenPlaces(configured), ...userPlaces(configured)];
  const pems = pairs.flatMap(({certificate, key}) => [certificate, key]);
  return [
    configPath(env),
    ...pems.flatMap((pem) => ('path' in pem ? [pem.path] : [])),
    ...archivePlaces(configured).map(({archive}) => archive),
    jboxPath(configured),
  ];
}
