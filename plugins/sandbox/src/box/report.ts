/** The first word of the daemon to the one who started it. */
export type Report =
  | {readonly kind: 'ready'}
  /** Another process runs this sandbox already. */
  | {readonly kind: 'running'}
  | {readonly kind: 'port-in-use'; readonly port: number}
  /** Something on this machine is in the way that the user can mend. */
  | {readonly kind: 'unfit'; readonly message: string; readonly next: readonly string[]}
  | {readonly kind: 'failed'; readonly message: string};

export function isReport(message: unknown): message is Report {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
