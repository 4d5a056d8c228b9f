import {AlienCommand} from '@alien-grid/cli/command';
import {selection} from '../selection.ts';

/** As with system services: not running. */
const NOT_RUNNING = 3;

/** What keeps jobs away from the keys of the sandbox. */
const SHUT_IN = {
  account: 'as accounts of their own',
  namespace: 'in user namespaces that hide the sandbox, your home and /tmp from them',
  none: 'as your own account: they could read the keys of the sandbox',
} as const;

export default class SandboxStatus extends AlienCommand {
  static override readonly shape = 'sandbox';
  static override description =
    'Tell whether a sandbox runs, where, and who is in it. Exit code 0: running; 3: not.';
  static override examples = ['<%= config.bin %> sandbox status', '<%= config.bin %> sandbox status --json'];
  static override flags = selection;

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(SandboxStatus);
    const {rootOf} = await import('../../box/location.ts');
    const {describeElement, statusOf} = await import('../../box/status.ts');
    const {limitsText} = await import('../../jobs/worker/limits.ts');
    const {listFaults} = await import('../../box/orders.ts');
    const {describeFault} = await import('../../faults/describe.ts');
    const found = statusOf(rootOf(flags), flags.name);
    // While it is being started it takes no orders yet, and has no faults.
    const faults = found.running ? await listFaults(flags).catch(() => []) : [];
    const status = {...found, faults};
    if (!status.running) this.setExitCode(NOT_RUNNING);
    if (this.isJson) return this.out.json(status);
    const {out} = this;
    out.line(
      `Sandbox:    ${status.name} ${status.running ? `(running, process ${status.pid})` : '(not running)'}`,
    );
    if (status.endpoint !== null) out.line(`Service:    ${status.endpoint}`);
    if (status.users.length > 0) out.line(`Users:      ${status.users.map(({name}) => name).join(' ')}`);
    if (status.running && status.storage.length === 0)
      out.line('Storage:    none: it was started with --no-storage');
    for (const element of status.storage) {
      if (status.running)
        out.line(`Storage:    ${element.name.padEnd(22)} ${element.qos}  ${describeElement(element)}`);
    }
    for (const fault of status.faults) out.line(`Fault:      ${describeFault(fault)}`);
    if (status.jobs !== null) {
      const {slots, isolation, limits} = status.jobs;
      const most = limitsText(limits);
      out.line(`Jobs:       ${slots === 0 ? 'none run' : `${slots} at a time, ${SHUT_IN[isolation]}`}`);
      if (slots > 0) out.line(`            each with ${most === '' ? 'no limits' : `at most ${most}`}`);
    }
    out.line(`Directory:  ${status.directory}${status.exists ? '' : ' (nothing there yet)'}`);
  }
}
