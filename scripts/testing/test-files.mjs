import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {filesBelow} from '../setup/files.mjs';
import {root} from '../setup/root.mjs';

const UNIT = /^test\/(lib|commands|scripts)\//;
const PROCESS = /\.process\.test\.ts$/;

/** The suite of the official client needs PyPI: `npm run test:alienpy`. */
const ELSEWHERE = /^test\/alienpy\//;

/** All files of tests of the project: those that start no process, and the others. */
export function testFiles() {
  const plugins = readdirSync(join(root, 'plugins')).map((plugin) => `plugins/${plugin}/test`);
  const files = ['test', 'native/test', ...plugins]
    .filter((path) => existsSync(join(root, path)))
    .flatMap((path) => filesBelow(root, path))
    .filter((file) => file.endsWith('.test.ts') && !ELSEWHERE.test(file));
  const isUnit = (file) => UNIT.test(file) && !PROCESS.test(file);
  return {unit: files.filter(isUnit), other: files.filter((file) => !isUnit(file))};
}
