import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {ShellScene} from '../../shell/shell-scene.ts';
import {useScene} from '../../stage/scene.ts';
import {shows} from './documented.ts';

/** Those of the shell on a terminal. */
export function shellVariables(): void {
  let scene: ShellScene;
  useScene({}, ({grid, alien, dir}) => (scene = new ShellScene(grid, alien, dir)));

  shows(
    ['ALIENPY_PROMPT_DATE', 'ALIENPY_PROMPT_CWD', 'ALIENPY_NO_CWD_RESTORE', 'ALIENPY_NO_HISTORY'],
    async () => {
      const shell = await scene.open({
        ALIENPY_PROMPT_DATE: '1',
        ALIENPY_PROMPT_CWD: '1',
        ALIENPY_NO_CWD_RESTORE: '1',
        ALIENPY_NO_HISTORY: '1',
      });
      assert.match(
        shell.lines.at(-1) ?? '',
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d AliEn\[demo\]:\S+ local:\/\S+ >$/,
      );
      await shell.enter('cd /');
      await scene.leave(shell);
      for (const file of ['.alienpy_session', '.alienpy_history'])
        assert.ok(!existsSync(join(scene.dir, file)), file);
    },
  );

  for (const [variable, value] of [
    ['NO_COLOR', '1'],
    ['TERM', 'dumb'],
  ] as const)
    shows([variable], async () => {
      const shell = await scene.open({[variable]: value});
      await shell.enter('echo first');
      shell.type('ec');
      await shell.until(() => shell.cursorRow.before.endsWith('>ec'));
      assert.equal(shell.cursorRow.behind, '');
      shell.type('\u0003\u0004');
      assert.equal(await shell.ended, 0);
    });
}
