import {isDiskFull} from './catalogue/database/disk-full.ts';
import {DEFAULT_MEMBERS, serveSandbox} from './box/serve.ts';
import type {DaemonWish} from './box/serve.ts';
import type {Report} from './box/report.ts';

/**
 * The process that is a sandbox: the central service, and the owner of the storage servers. It is started
 * by `alien sandbox start` with its wish as the last argument and reports once how the start went.
 */
const wish = JSON.parse(process.argv.at(-1) ?? '{}') as DaemonWish;

function report(message: Report): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) return resolve();
    process.send(message, () => resolve());
  });
}

function log(text: string): void {
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
}

// The one who started this process may close the terminal.
process.on('SIGHUP', () => undefined);

// What works in the background fails on a full disk, and works again when there is space: the service lives on.
process.on('uncaughtException', (error) => {
  // The log is on that disk too.
  if (isDiskFull(error)) return;
  log(error.stack ?? error.message);
  process.exit(1);
});

async function main(): Promise<void> {
  const {report: word, stop} = await serveSandbox(wish, DEFAULT_MEMBERS, log);
  if (stop === undefined) process.exitCode = 1;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log(`${signal}: stopping`);
      void stop?.().finally(() => process.exit(0));
    });
  }
  await report(word);
  if (process.connected) process.disconnect();
}

void main();
