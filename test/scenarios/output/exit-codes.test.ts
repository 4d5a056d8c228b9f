import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {useFolder, useScene, type Scene} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('the exit code of the program', () => {
  describe('for codes of the central service', () => {
    let scene: Scene;
    useScene({}, (opened) => (scene = opened));
    const say = (exitcode: unknown) => {
      const metadata = {exitcode, error: 'no', user: 'demo', currentdir: '/alice/'};
      scene.grid.onRequest = () => ({instead: JSON.stringify({metadata, results: []})});
    };

    for (const [code, expected] of [
      ['256', 1],
      ['512', 2],
      ['-1', 255],
      ['0.5', 42],
      [0, 22],
      [null, 22],
    ] as const) {
      it(`${JSON.stringify(code)} is ${expected}, for text and for JSON`, async () => {
        say(code);
        const ran = await Promise.all([scene.alien.run('pwd'), scene.alien.run('uptime', '-json')]);
        assert.deepEqual(
          ran.map((each) => each.code),
          [expected, expected],
        );
      });
    }
  });

  describe('for codes of commands of plugins', () => {
    let root: string;
    useFolder('suite', (dir) => {
      root = dir;
      const oclif = {bin: 'alien', commands: './commands'};
      writeFileSync(join(root, 'package.json'), JSON.stringify({name: 'x', version: '1.0.0', oclif}));
      mkdirSync(join(root, 'commands'));
      writeFileSync(
        join(root, 'commands', 'ends.js'),
        `const {Command} = require(require.resolve('@oclif/core', {paths: [${JSON.stringify(ROOT)}]}));
         module.exports = class extends Command {
           static strict = false;
           async run() {
             const [how, code] = this.argv;
             if (how === 'returns') return Number(code);
             if (how === 'sets') process.exitCode = Number(code);
             if (how === 'exits') process.exit(Number(code));
             if (how === 'throws') this.error('no', {exit: Number(code)});
             if (how === 'leaves') this.exit(Number(code));
           }
         };`,
      );
    });
    const ends = (how: string, code: string): Promise<number> => {
      const program = `require(${JSON.stringify(join(ROOT, 'dist/alien.cjs'))}).main(process.argv.slice(1), ${JSON.stringify(root)})`;
      return new Promise((resolve) => {
        const child = execFile(process.execPath, ['-e', program, 'ends', how, code]);
        child.on('exit', (exit) => resolve(exit ?? -1));
      });
    };

    for (const how of ['returns', 'sets', 'exits', 'throws', 'leaves']) {
      it(`one that ${how} 7, 256, 512 or -1 ends with 7, 1, 2 or 255`, async () => {
        const codes = await Promise.all(['7', '256', '512', '-1'].map((code) => ends(how, code)));
        assert.deepEqual(codes, [7, 1, 2, 255]);
      });
    }

    it('one that returns what is no code ends with 42', async () => {
      assert.deepEqual(await Promise.all(['1.5', 'NaN'].map((code) => ends('returns', code))), [42, 42]);
    });
  });
});
