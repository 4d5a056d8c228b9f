import {truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ReceivedRequest, TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {CTRL_D, ShellOnTerminal} from '../stage/prompt.ts';
import {useScene} from '../stage/scene.ts';

/** The launcher. */
export const ALIEN = join(import.meta.dirname, '../../../bin/alien');

/** A grid, and shells of one user on terminals. */
export class ShellScene {
  readonly grid: TestGrid;
  readonly alien: Program;
  /** the home of the user */
  readonly dir: string;
  /** the shell that the tests share */
  shell!: ShellOnTerminal;

  constructor(grid: TestGrid, alien: Program, dir: string) {
    this.grid = grid;
    this.alien = alien;
    this.dir = dir;
  }

  /** Start the program, or another one, on a terminal. */
  start(words: readonly string[], env: Record<string, string> = {}, program = ALIEN): ShellOnTerminal {
    const variables = {
      PATH: process.env['PATH'] ?? '',
      HOME: this.dir,
      TMPDIR: this.dir,
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(this.dir, '.cache'),
      ...this.grid.env(),
      ...env,
    };
    return new ShellOnTerminal(program, words, {cwd: this.dir, env: variables});
  }

  /** Open a shell. */
  async open(env: Record<string, string> = {}): Promise<ShellOnTerminal> {
    const opened = this.start([], env);
    await opened.prompt();
    return opened;
  }

  /** Leave a shell. @returns its exit code */
  async leave(shell: ShellOnTerminal): Promise<number> {
    shell.type(CTRL_D);
    return await shell.ended;
  }

  /** The next request of that name has come; it is never answered. */
  hung(name: string): Promise<void> {
    return new Promise((resolve) => {
      this.grid.onRequest = ({command}: ReceivedRequest) => {
        if (command !== name) return 'answer';
        this.grid.onRequest = undefined;
        resolve();
        return 'hang';
      };
    });
  }
}

/** A scene for the suite in which this is called, with some files on the grid and a large one here. */
export function useShell(use: (scene: ShellScene) => void): void {
  let opened: ShellScene | undefined;
  useScene({storage: true}, async ({grid, alien, dir}) => {
    await alien.ok('mkdir -p data/run1; touch data/test1 data/test2 data/other "data/two words"');
    writeFileSync(join(dir, 'big'), '');
    truncateSync(join(dir, 'big'), 300 << 20);
    opened = new ShellScene(grid, alien, dir);
    use(opened);
    opened.shell = await opened.open();
  });
  afterEach(() => void (opened && (opened.grid.onRequest = undefined)));
  after(() => opened?.shell.signal('SIGKILL'));
}
