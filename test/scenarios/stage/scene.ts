import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startGrid, type TestGrid, type TestGridOptions} from '@alien-grid/plugin-sandbox/testing';
import {endAgents} from './behind-agent.ts';
import {Program} from './program.ts';

/** Where a scenario plays. */
export interface Scene {
  readonly grid: TestGrid;
  /** An empty folder, the home of the program and the place of its temporary files. */
  readonly dir: string;
  /** The program with the variables of the grid, in the folder. */
  readonly alien: Program;
}

/** How long it is there: for all tests of a suite, or anew for each of them. */
export type Span = 'suite' | 'test';

/**
 * A scene for the suite in which this is called. `use` takes it over, and makes ready what else is needed;
 * it all goes away afterwards, also when not all of it came to be.
 */
export function useScene(
  options: TestGridOptions,
  use: (scene: Scene) => unknown,
  span: Span = 'suite',
): void {
  useUntilEnd(span, async (held) => {
    const grid = await openGrid(options, held);
    const dir = await openFolder(held);
    await use({grid, dir, alien: new Program({...grid.env(), TMPDIR: dir}, dir)});
  });
}

/** A grid alone, for all tests of a suite. */
export function useGrid(options: TestGridOptions, use: (grid: TestGrid) => unknown): void {
  useUntilEnd('suite', async (held) => {
    await use(await openGrid(options, held));
  });
}

/** An empty folder alone. */
export function useFolder(span: Span, use: (dir: string) => unknown): void {
  useUntilEnd(span, async (held) => {
    await use(await openFolder(held));
  });
}

/** What `open` gives to its stack is closed at the end, the last one first, whatever else fails. */
export function useUntilEnd(span: Span, open: (held: AsyncDisposableStack) => Promise<void>): void {
  const [first, last] = span === 'suite' ? [before, after] : [beforeEach, afterEach];
  let held: AsyncDisposableStack | undefined;
  first(async () => {
    held = new AsyncDisposableStack();
    await open(held);
  });
  last(async () => {
    await endAgents();
    await held?.disposeAsync();
  });
}

export async function openGrid(options: TestGridOptions, held: AsyncDisposableStack): Promise<TestGrid> {
  return held.adopt(await startGrid(options), (grid) => grid.stop());
}

export async function openFolder(held: AsyncDisposableStack): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'alien-scene-'));
  return held.adopt(dir, () => rm(dir, {recursive: true, force: true}));
}
