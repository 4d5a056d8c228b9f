import {isOn} from '../../settings/kinds.ts';
import type {Run} from '../base/run.ts';
import type {PromptParts} from '../base/series.ts';

/** What the prompt of a shell shows: as the last `prompt` has switched it, or as the variables say. */
export function promptOf({series, env}: Pick<Run, 'series' | 'env'>): PromptParts {
  return series.prompt ?? {date: isOn(env['ALIENPY_PROMPT_DATE']), pwd: isOn(env['ALIENPY_PROMPT_CWD'])};
}
