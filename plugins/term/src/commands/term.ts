import {Console} from 'node:console';
import {Writable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {inspect} from 'node:util';
import {AlienCommand, Args, Flags, type Interrupt, type TextStream, UserError} from '@alien-grid/cli/command';

export default class Term extends AlienCommand {
  static readonly group = 'program';
  static override readonly passesWords = true;
  static override readonly shape = 'several';
  static override description =
    'Work with the grid in JavaScript or TypeScript: at a prompt, in a script, or in one line. The commands are ' +
    'functions of "grid", such as await grid.ls("results"). What an expression promises is awaited at the prompt.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> largest.ts results 10',
    '<%= config.bin %> <%= command.id %> --python',
    '<%= config.bin %> <%= command.id %> -e \'(await grid.find("results")).length\'',
  ];
  static override strict = false;
  static override readonly completes = {script: 'local', words: 'nothing'} as const;
  static override args = {
    script: Args.string({description: 'a file to run; - for stdin', ignoreStdin: true}),
    words: Args.string({description: 'for the script: process.argv.slice(2)', ignoreStdin: true}),
  };
  static override flags = {
    eval: Flags.string({char: 'e', description: 'run this code, and print what its last expression gives'}),
    python: Flags.boolean({
      description: 'the Python of the PATH instead, with "alienpy.alien" loaded and a session in "jalien"',
      exclusive: ['eval'],
    }),
  };

  protected async execute(): Promise<void> {
    const [script, ...words] = this.#scriptWords();
    const {flags} = await this.parse(Term, this.argv.slice(0, this.argv.length - words.length));
    const {context, config} = this;
    if (flags.python) {
      const {openPython} = await import('../open-python.ts');
      return this.setExitCode(
        await openPython(context, config.root, script === undefined ? [] : [script, ...words]),
      );
    }
    const [{makeGrid}, {helpFor}] = await Promise.all([
      import('../grid/grid.ts'),
      import('../prompt/help.ts'),
    ]);
    const underWay = new Set<Interrupt>();
    const ids = config.commands.filter(({hidden}) => !hidden).map(({id}) => id);
    const names = {
      grid: makeGrid(context, ids, underWay),
      help: helpFor(context),
    };
    try {
      if (flags.eval !== undefined) return await this.#evaluate(flags.eval, names);
      if (script !== undefined && script !== '-') {
        const {runScript} = await import('../run-script.ts');
        return await runScript(context.path(script), words, names);
      }
      const [input, output] = [context.stdin, context.out.stdout];
      if (script === undefined && isTerminal(input) && isTerminal(output)) {
        const {openPrompt} = await import('../prompt/open-prompt.ts');
        return await openPrompt(context, names, config, {input, output}, underWay);
      }
      await this.#evaluate(await text(input), names);
    } catch (error) {
      this.#report(error);
    }
  }

  /** The first word that is no option, and all behind it: they are the script's own. */
  #scriptWords(): string[] {
    const isValue = (at: number): boolean => /^(?:-e|--eval)$/.test(this.argv[at - 1] ?? '');
    const at = this.argv.findIndex(
      (word, index) => (word === '-' || !word.startsWith('-')) && !isValue(index),
    );
    return at === -1 ? [] : this.argv.slice(at);
  }

  async #evaluate(code: string, names: Readonly<Record<string, unknown>>): Promise<void> {
    const {evaluate} = await import('../prompt/evaluator.ts');
    const {stdout, stderr} = this.out;
    const console = new Console(writable(stdout), writable(stderr));
    const value = await evaluate(code, {...names, console});
    if (value !== undefined) this.out.line(typeof value === 'string' ? value : inspect(value));
  }

  /** What a script throws is its own, and not a fault of the program. */
  #report(error: unknown): void {
    if (error instanceof UserError || isOurs(error)) throw error;
    // An error of code at the prompt is of a world of its own, and no Error of ours.
    this.out.note(Error.isError(error) ? ownStack(error) : inspect(error));
    this.setExitCode(1);
  }
}

/** Where it was thrown, without the lines of Node and of this program. */
function ownStack({name, message, stack = ''}: Error): string {
  const lines = stack.split('\n');
  const place = lines.filter((line, at) => at === 0 && /^(?:file:|\/).*:\d+$/.test(line));
  const calls = lines.filter(
    (line) => /^\s+at /.test(line) && !/node:|[/\\]term[/\\]dist|<anonymous>\)$/.test(line),
  );
  return [...place, `${name}: ${message}`, ...calls].join('\n');
}

function writable(stream: TextStream): Writable {
  return new Writable({write: (chunk: Uint8Array, _, done) => void stream.write(chunk, done)});
}

function isOurs(error: unknown): boolean {
  return error instanceof Error && 'exitCode' in error && 'fault' in error;
}

function isTerminal<T extends object>(stream: T): stream is T & NodeJS.ReadWriteStream {
  return 'isTTY' in stream && stream.isTTY === true;
}
