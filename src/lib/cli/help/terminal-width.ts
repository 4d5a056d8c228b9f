import type {Environment} from '../../settings/environment.ts';
import type {TextStream} from '../show/output.ts';

/** Where no terminal says how wide it is. */
const USUAL = 80;

/** Lines that are longer are hard to read; shorter ones hold hardly a word. */
const [LEAST, MOST] = [30, 110];

/** For how many columns to lay text out: COLUMNS, the terminal's, or 80. */
export function terminalWidth(stdout: Pick<TextStream, 'columns'>, env: Environment): number {
  const wanted = Number(env['COLUMNS'] ?? stdout.columns);
  return Number.isInteger(wanted) && wanted > 0 ? Math.min(MOST, Math.max(LEAST, wanted)) : USUAL;
}
