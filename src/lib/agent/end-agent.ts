import type {Environment} from '../settings/environment.ts';
import {askAgent} from './control.ts';
import {agentPlace} from './place.ts';

/**
 * End the agent, where there is one: it has the keys in memory. Best effort, since it also notices by itself when they
 * are removed.
 */
export async function endAgent(env: Environment): Promise<void> {
  try {
    await askAgent(agentPlace(env), 'stop');
  } catch {
    // it does not answer, or there can be none
  }
}
