import {isOn} from '../../settings/kinds.ts';
import type {Settings} from '../../settings/configured-settings.ts';
import type {Answer} from '../../session/answer.ts';
import type {Output} from '../show/output.ts';

/** How an answer is shown: its text, the whole of it as JSON, or the message as it came. */
export type AnswerForm = 'text' | 'json' | 'raw';

/** What the old client gives to its children; each does what --json does. */
const JSON_VARIABLES = ['ALIENPY_JSON_OUT', 'ALIENPY_JSON_OUT_GLOBAL'];

/** The form that the command line (`json`), the settings and the variables ask for. */
export function answerForm(settings: Settings, json: boolean): AnswerForm {
  const {env} = settings;
  if (isOn(env['ALIENPY_JSONRAW'])) return 'raw';
  return json || settings.get('output.json') || JSON_VARIABLES.some((name) => isOn(env[name]))
    ? 'json'
    : 'text';
}

/** Print a whole answer as JSON with sorted keys, as scripts read it (`.results[].id`). */
export function showAnswer(answer: Answer, out: Output): void {
  out.json(sorted(answer));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
