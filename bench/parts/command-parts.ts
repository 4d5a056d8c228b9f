import type {Part} from '../frame/part.ts';
import {commands} from './commands.ts';
import {keys} from './keys.ts';
import {lists} from './lists.ts';
import {loops} from './loops.ts';
import {throttle} from './throttle.ts';

/** What single commands cost, the most important first. */
export const COMMAND_PARTS: readonly Part[] = [commands, loops, lists, keys, throttle];
