import type {Config} from '@oclif/core';
import type {Descriptors} from '../lib/agent/descriptors.ts';
import type {Output} from '../lib/cli/show/output.ts';
import type {Question} from '../lib/completion/question.ts';
import type {Environment} from '../lib/settings/environment.ts';
import type {WarmCompletion} from './complete.ts';
import type {WarmProgram} from './warm-program.ts';

/** What a worker does all its commands with. */
export interface Worker {
  readonly config: Config;
  readonly program: WarmProgram;
  /** the variables that it was started with */
  readonly env: Environment;
  /** on which it was started */
  readonly terms: string | undefined;
  readonly descriptors: Descriptors;
  readonly completion: WarmCompletion;
  /** for what is said where no caller is to hear it */
  readonly nowhere: Output;
}

/** A command that this worker can do as any process could. */
export interface Task {
  readonly words: readonly string[];
  /** what a shell asks at a TAB, where that is the command */
  readonly question?: Question;
  readonly env: Environment;
  readonly umask: number;
}
