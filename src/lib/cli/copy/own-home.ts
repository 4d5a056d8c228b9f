import {homeOf, requireHome} from '../../files/home.ts';
import type {CopyList, CopyOperands} from '../../copy/model/request.ts';
import type {Environment} from '../../settings/environment.ts';

/**
 * Put the home of the run in the place of `~` behind `file:`, where no shell does it.
 * @throws {UserError} 2 where the user has no home
 */
export function inOwnHome(name: string, env: Environment): string {
  return name.replace(/^(file:(?:\/\/)?)~(?=\/|$)/, (_, prefix: string) => {
    const home = homeOf(env);
    requireHome(home);
    return prefix + home;
  });
}

/** The same for all names of a copy. */
export function operandsInOwnHome(
  operands: CopyOperands | CopyList,
  env: Environment,
): CopyOperands | CopyList {
  const own = (name: string): string => inOwnHome(name, env);
  if ('pairs' in operands) {
    const pairs = operands.pairs.map((pair) => ({
      ...pair,
      source: own(pair.source),
      destination: own(pair.destination),
    }));
    return {pairs};
  }
  const {sources, destination} = operands;
  return {...operands, sources: sources.map(own), destination: own(destination)};
}
