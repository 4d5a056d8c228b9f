import {styleText} from 'node:util';
import type {Environment} from '../../settings/environment.ts';
import type {TextStream} from './output.ts';

/** Whether colours are wanted: only on a terminal that has them, and not with NO_COLOR or CLICOLOR=0. */
export function hasColours({isTTY}: Pick<TextStream, 'isTTY'>, env: Environment): boolean {
  return isTTY === true && !env['NO_COLOR'] && env['CLICOLOR'] !== '0' && env['TERM'] !== 'dumb';
}

/** The name of a directory as it stands out from those of files. */
export function directoryColour(text: string): string {
  return styleText(['bold', 'blue'], text, {validateStream: false});
}
