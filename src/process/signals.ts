import {EXIT_CODES, Interrupt, type Ending} from '../lib/cli/base/interrupt.ts';

/** How long a command may clean up after a signal before the process ends without it. */
export const GRACE_MS = 900;

/**
 * The interrupt of a run that has the process to itself. The first SIGINT, SIGTERM or SIGHUP stops the run; a second
 * one, or the end of the grace time, ends the process at once. Until the command asks for the signal nothing is
 * installed, and the process dies of it as usual.
 */
export function processInterrupt(): Interrupt {
  const interrupt = new Interrupt(() => {
    for (const name of Object.keys(EXIT_CODES) as Ending[]) {
      process.on(name, () => {
        if (name === 'SIGHUP' && isUnderNohup()) return;
        if (interrupt.passOn(name)) return;
        if (interrupt.isStopped) process.exit(EXIT_CODES[name]);
        setTimeout(() => process.exit(EXIT_CODES[name]), GRACE_MS).unref();
        process.exitCode = EXIT_CODES[name]; // if nothing more comes of it, such as without a terminal to write to
        interrupt.stop(name);
      });
    }
  });
  return interrupt;
}

/** Let a program that `nohup` started, as the launcher found, live on when its terminal closes. */
export function obeyNohup(): void {
  if (isUnderNohup()) process.on('SIGHUP', () => undefined);
}

function isUnderNohup(): boolean {
  return process.env['ALIEN_NOHUP'] === '1';
}
