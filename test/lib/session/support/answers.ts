import {
  type Answer,
  type Metadata,
  type Result,
  parseAnswer,
} from '../../../../src/lib/session/requests/answer.ts';

export const HOME = '/alice/cern.ch/user/d/demo/';

/** An answer as it is read from the wire: a success for `demo` at home, but for what is given. */
export function answerWith(metadata: Partial<Metadata> = {}, results: readonly Result[] = []): Answer {
  const usual = {user: 'demo', currentdir: HOME, exitcode: '0', error: ''};
  return parseAnswer(JSON.stringify({metadata: {...usual, ...metadata}, results}));
}
