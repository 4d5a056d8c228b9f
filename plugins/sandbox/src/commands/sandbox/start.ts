import {AlienCommand, Flags} from '@alien-grid/cli/command';
import {selection} from '../selection.ts';

export default class SandboxStart extends AlienCommand {
  static override readonly shape = 'sandbox-started';
  static override description =
    'Start a sandbox in the background: a grid of your own on this machine, with a central service, a catalogue and ' +
    'storage elements. No account, certificate or network is needed, and nothing reaches the real grid.';
  static override examples = [
    '<%= config.bin %> sandbox start',
    '<%= config.bin %> sandbox start --name two',
  ];
  static override flags = {
    ...selection,
    port: Flags.integer({
      min: 1,
      max: 65535,
      helpValue: 'N',
      description:
        'Port of the central service. It is kept; at first 8097, or any free one if that is taken.',
    }),
    storage: Flags.boolean({
      default: true,
      allowNo: true,
      description: 'Storage elements: real XRootD servers on loopback.',
    }),
    jobs: Flags.integer({
      min: 0,
      max: 500,
      helpValue: 'N',
      description: 'How many jobs run at the same time; without it one for each core. 0: jobs wait.',
    }),
    'job-limits': Flags.string({
      helpValue: 'LIMITS',
      description:
        'What one job may use, where it is not as usual: processes=256,memory=2G,disk=1G. `none` switches one off.',
    }),
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(SandboxStart);
    const {flagsFor, rootOf} = await import('../../box/location.ts');
    const {startSandbox} = await import('../../box/start.ts');
    const {readLimits} = await import('../../jobs/worker/limits.ts');
    const root = rootOf(flags);
    const {'job-limits': text, ...options} = flags;
    const limits = text === undefined ? undefined : readLimits(text);
    const {started, state} = await startSandbox({root, ...options, limits});
    const select = flagsFor(flags);
    const where = `wss://localhost:${state.port}/websocket/json`;
    if (this.isJson) {
      const {port} = state;
      return this.out.json({
        name: flags.name,
        directory: root,
        running: true,
        started,
        endpoint: where,
        port,
      });
    }
    if (!started) {
      this.out.line(`The sandbox \`${flags.name}\` is running already: ${where}`);
      return;
    }
    this.out.line(`The sandbox \`${flags.name}\` is running: ${where}`);
    this.out.line('');
    this.out.line('To use it in this shell:');
    this.out.line(`  eval "$(alien sandbox env${select})"`);
    this.out.line('  alien ls');
    this.out.line('To end it:');
    this.out.line(`  alien sandbox stop${select}`);
  }
}
