import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {AlienError} from '../../lib/errors/errors.ts';
import type {SessionObserver} from '../../lib/session/requests/events.ts';
import {CHECKS} from '../../lib/doctor/checks.ts';
import {type Result, examine, isHealthy} from '../../lib/doctor/examine.ts';
import {Patient} from '../../lib/doctor/patient.ts';

const LABELS = {ok: 'ok', warning: 'warning', failed: 'FAILED', 'not tried': '-'} as const;
const WIDTH = Math.max(...CHECKS.map(({name}) => name.length));
const INDENT = ' '.repeat(WIDTH + 11);

export default class Doctor extends AlienCommand {
  static override readonly shape = 'health';
  static override description =
    'Look at everything that logging in and copying files need, and say what to do about what is wrong. ' +
    'The exit code is 0 only if both would work. Nothing secret is shown.';
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json > report.json'];

  protected async execute(): Promise<void> {
    await this.parse(Doctor);
    const {program, env, cwd} = this.context;
    const {userAgent, askPassphrase} = program;
    const observe = await this.#observer();
    const patient = new Patient({processEnv: env, cwd, userAgent, askPassphrase, observe});
    const onResult = this.isJson ? undefined : (result: Result) => this.#show(result);
    try {
      const results = await examine(CHECKS, patient, {signal: this.signal, ...(onResult && {onResult})});
      const healthy = isHealthy(results);
      if (this.isJson) this.out.json({healthy, checks: results});
      else this.out.note(healthy ? 'Logging in and copying files works.' : summary(results));
      this.setExitCode(healthy ? 0 : 1);
    } finally {
      patient.close();
    }
  }

  /** Who writes the log that variables ask for. A broken configuration is for the check of it to tell. */
  async #observer(): Promise<SessionObserver | undefined> {
    try {
      return (await this.context.sessionOptions()).observe;
    } catch (error) {
      if (error instanceof AlienError) return undefined;
      throw error;
    }
  }

  #show({name, status, found, advice}: Result): void {
    const text = status === 'not tried' ? `not tried: ${found}` : found;
    const [first = '', ...rest] = text.split('\n');
    this.out.line(`${name.padEnd(WIDTH)}  ${LABELS[status].padEnd(7)}  ${first}`);
    for (const line of rest) this.out.line(`${INDENT}${line}`);
    for (const step of advice) this.out.line(`${INDENT}> ${step.trim()}`);
  }
}

function summary(results: readonly Result[]): string {
  const names = results.filter(({status}) => status === 'failed').map(({name}) => name);
  return `Begin with the first that failed: ${names.join(', ')}.`;
}
