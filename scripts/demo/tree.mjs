import {createHash, randomBytes} from 'node:crypto';
import {mkdirSync, readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';

const ODD_NAMES = [
  'two words.txt',
  "it's.txt",
  '$(date).txt',
  'a@b,c;d.txt',
  '-starts-with-a-dash',
  'größe-δ-日本.txt',
  '.hidden',
];

/** Make a directory tree as an analysis leaves it: some runs with their files, a large one, empty ones, odd names. */
export function makeTree(source) {
  let bytes = 0;
  let files = 0;
  const directories = ['run1', 'run2', 'run3/deep/er', 'empty', 'odd names'];
  for (const directory of directories) mkdirSync(join(source, directory), {recursive: true});
  const write = (name, size) => {
    writeFileSync(join(source, name), randomBytes(size));
    files += 1;
    bytes += size;
  };
  for (const run of ['run1', 'run2']) {
    for (let i = 1; i <= 8; i++) write(`${run}/hits-${String(i).padStart(2, '0')}.root`, 10_000 + i * 997);
  }
  write('run3/deep/er/large.root', 64 << 20);
  write('run3/no-events.log', 0);
  for (const name of ODD_NAMES) write(`odd names/${name}`, 100);
  return {source, files, directories: entriesBelow(source).filter(({directory}) => directory).length, bytes};
}

/** The first difference between two trees in names, kinds, sizes or md5; undefined where there is none. */
export function compareTrees(one, other) {
  const [left, right] = [entriesBelow(one), entriesBelow(other)];
  const names = (entries) => entries.map(({name}) => name).join('\n');
  if (names(left) !== names(right)) return 'the names';
  const differing = left.find(({name, directory}, i) => {
    if (directory !== right[i].directory) return true;
    return !directory && md5(join(one, name)) !== md5(join(other, name));
  });
  return differing?.name;
}

function entriesBelow(top) {
  return readdirSync(top, {recursive: true, withFileTypes: true})
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({name: relative(top, path), directory: statSync(path).isDirectory()}))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function md5(path) {
  return createHash('md5').update(readFileSync(path)).digest('hex');
}
