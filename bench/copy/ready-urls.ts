import {writeFileSync} from 'node:fs';
import {accessRead, connect, findEntries, toLfn} from '@alien-grid/cli';

/** Writes the URL and envelope of the first replica of every file in a grid directory, one a line. */
export async function writeReadyUrls(env: NodeJS.ProcessEnv, directory: string, list: string): Promise<void> {
  const grid = connect({env});
  try {
    const lines: string[] = [];
    const base = toLfn(directory, {cwd: '/', home: '/'});
    for (const {lfn} of await findEntries(grid, base, {pattern: '*'})) {
      const [replica] = await accessRead(grid, lfn);
      if (replica === undefined) throw new Error(`${lfn} has no replica`);
      lines.push(`${replica.url}?xrd.wantprot=unix&authz=${replica.envelope.replaceAll('\n', '')}`);
    }
    writeFileSync(list, lines.map((line) => `${line}\n`).join(''));
  } finally {
    grid.close();
  }
}
