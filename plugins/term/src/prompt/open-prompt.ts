import {once} from 'node:events';
import {join} from 'node:path';
import {start} from 'node:repl';
import {homeOf} from '@alien-grid/cli';
import {Completer, type Interrupt, type Run} from '@alien-grid/cli/command';
import {completeNames} from './complete-names.ts';
import {type Names, readTypes} from './evaluator.ts';

/** What the prompt works on. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Read, evaluate, print, until the person leaves.
 * @param underWay what stops the commands that are under way: Ctrl-C does
 */
export async function openPrompt(
  run: Run,
  names: Names,
  commands: ConstructorParameters<typeof Completer>[0],
  {input, output}: Terminal,
  underWay: ReadonlySet<Interrupt>,
): Promise<void> {
  output.write('JavaScript and TypeScript with the grid: grid.ls(), help(), .exit\n');
  const server = start({
    input,
    output,
    terminal: true,
    prompt: 'alien> ',
    ignoreUndefined: true,
    breakEvalOnSigint: true,
    preview: false,
  });
  readTypes(server);
  completeNames(server, new Completer(commands, run));
  const define = (): unknown => Object.assign(server.context, names);
  define();
  server.on('reset', define);
  server.on('SIGINT', () => underWay.forEach((interrupt) => interrupt.stop('SIGINT')));
  server.setupHistory(join(homeOf(run.env), '.alien_term_history'), () => undefined);
  const {signal} = run.interrupt;
  signal.addEventListener('abort', () => server.close(), {once: true});
  await once(server, 'exit');
}
