import type {Environment} from '../../settings/environment.ts';

/** Whether there is anything to log in with; what is wrong with it is told by who tries. */
export async function isSetUp(env: Environment): Promise<boolean> {
  const {lookAtConfiguration} = await import('../../settings/configured-settings.ts');
  const {isAnythingThere} = await import('../../credentials/places.ts');
  return isAnythingThere(lookAtConfiguration(env).settings.env);
}
