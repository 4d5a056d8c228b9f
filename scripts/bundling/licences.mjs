import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../setup/root.mjs';
import {putInPlace} from './in-place.mjs';

/** The file beside the bundles with the licences of what is in them. */
const FILE = 'LICENSES.txt';

/**
 * Write the licences of all packages whose code is in the bundles of one directory: bundling leaves none of them out.
 * @param {string} directory of the bundles, relative to the project
 * @param {readonly {metafile: {inputs: object}}[]} results of esbuild
 */
export async function writeLicences(directory, results) {
  const inputs = results.flatMap(({metafile}) => Object.keys(metafile.inputs));
  const places = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
  if (places.size === 0) return;
  const texts = [...places].map(licenceOf).sort();
  await putInPlace(join(root, directory, FILE), `${[...new Set(texts)].join('\n')}`);
}

function licenceOf(place) {
  const directory = join(root, place);
  const {name, version, license, author} = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((each) => /^licen[cs]e/i.test(each));
  const text = file && existsSync(join(directory, file)) ? readFileSync(join(directory, file), 'utf8') : '';
  const by = author?.name ?? author;
  const heading = [`${name} ${version}`, license, ...(by ? [by] : [])].join(', ');
  return `${heading}\n\n${text.trim()}\n\n${'-'.repeat(80)}\n`;
}
