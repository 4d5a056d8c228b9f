import {AlienError} from '../../errors/errors.ts';

/** What ends a command in order: Ctrl-C, `kill`, and a terminal or ssh session that was closed. */
const EXIT_CODES = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129} as const;
type Ending = keyof typeof EXIT_CODES;

/** How long a command may clean up after a signal before the process ends without it. */
const GRACE_MS = 900;

/** A signal told the program to stop. Not a failure to explain: the person knows. */
export class InterruptedError extends AlienError {
  readonly fault = 'user';
}

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an abort, so that a command can take back what it has half done.
 * A second signal, or the end of the grace time, ends the process at once. Until somebody asks for the signal
 * nothing is installed and the process dies of it as usual.
 */
export class Interrupt {
  readonly #controller = new AbortController();
  #installed = false;

  get signal(): AbortSignal {
    this.#install();
    return this.#controller.signal;
  }

  #install(): void {
    if (this.#installed) return;
    this.#installed = true;
    for (const name of Object.keys(EXIT_CODES) as Ending[]) {
      process.on(name, () => {
        if (name === 'SIGHUP' && isUnderNohup()) return;
        const exitCode = EXIT_CODES[name];
        if (this.#controller.signal.aborted) process.exit(exitCode);
        setTimeout(() => process.exit(exitCode), GRACE_MS).unref();
        this.#controller.abort(new InterruptedError(`Stopped by ${name}.`, {exitCode}, exitCode));
      });
    }
  }
}

/** Let a program that `nohup` started, as the launcher found, live on when its terminal closes. */
export function obeyNohup(): void {
  if (isUnderNohup()) process.on('SIGHUP', () => undefined);
}

function isUnderNohup(): boolean {
  return process.env['ALIEN_NOHUP'] === '1';
}
