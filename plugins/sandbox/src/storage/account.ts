import {readFileSync} from 'node:fs';

/** The account that the storage servers run as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Accounts to use in place of root, which xrootd refuses to run as. */
const CANDIDATES = ['xrootd', 'nobody'];

/** Another account if this process is root's; undefined means one's own. */
export function storageAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const line = lines.find((fields) => fields[0] === name);
    if (line !== undefined) return {uid: Number(line[2]), gid: Number(line[3])};
  }
  throw new Error(`xrootd does not run as root, and there is no account ${CANDIDATES.join(' or ')}`);
}
