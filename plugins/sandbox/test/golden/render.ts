import type {Reply} from '../support/client.ts';
import {mask} from '../support/mask.ts';

/** What was asked, with the names of the case in it rather than what they stood for. */
export interface Question {
  readonly title: string;
  readonly user: string;
  readonly command: string;
  readonly words: readonly string[];
}

interface Masked {
  readonly metadata: {
    readonly currentdir: string;
    readonly exitcode: string;
    readonly error: string;
    readonly user: string;
  };
  readonly results: readonly (readonly (readonly [string, unknown])[])[];
}

/** One request with its answer, for people to read: each result as one line of JSON, its text in lines below. */
export function render({title, user, command, words}: Question, reply: Reply): string {
  const {metadata, results} = mask(reply, command) as Masked;
  const request = [command, ...words].map((word) => (/^[^\s"]+$/.test(word) ? word : JSON.stringify(word)));
  const error = metadata.error === '' ? '' : ` ${JSON.stringify(metadata.error)}`;
  return [
    `# ${title}`,
    `${user}> ${request.join(' ')}`,
    `${metadata.exitcode}${error} (${metadata.user} in ${metadata.currentdir})`,
    ...results.flatMap(linesOf),
    '',
  ].join('\n');
}

function linesOf(result: Masked['results'][number]): string[] {
  const text = result.find(([key]) => key === 'message')?.[1];
  const keys = result.map(([key, value]) => [key, key === 'message' ? '|' : value] as const);
  const lines = typeof text === 'string' ? text.split('\n').map((line) => `| ${line}`.trimEnd()) : [];
  return [JSON.stringify(Object.fromEntries(keys)), ...lines];
}
