import {execFileSync} from 'node:child_process';
import {existsSync, globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {XROOTD} from '../../native/prebuild/versions.mjs';
import {OUTPUT_DIRECTORIES} from '../bundling/bundles.mjs';
import {root} from '../setup/root.mjs';

/** What is in the package of the platform besides our own. */
const IN_PLATFORM_PACKAGE = [
  {
    'bom-ref': `xrootd@${XROOTD.version}`,
    type: 'library',
    name: 'xrootd',
    version: XROOTD.version,
    purl: `pkg:pypi/xrootd@${XROOTD.version}`,
    licenses: [{license: {id: 'LGPL-3.0-or-later'}}],
    hashes: [{alg: 'SHA-256', content: XROOTD.sha256}],
  },
  {
    'bom-ref': 'libuuid',
    type: 'library',
    name: 'libuuid',
    description: 'of util-linux, from the system that built the package',
    licenses: [{license: {id: 'BSD-3-Clause'}}],
  },
];

/**
 * What is in a release: the packages that npm installs and that a tree has, those whose code is in the bundles, and what
 * the addon brings.
 * @param {string} [tree] the program with its Node, as the tarball has it
 * @returns {object} a bill of materials in the form of CycloneDX
 */
export function billOfMaterials(tree) {
  const all = npmBill();
  const packages = [...bundledPackages(), ...(tree === undefined ? [] : packagesBelow(tree))];
  const wanted = new Map(packages.map((each) => [refOf(each), each]));
  const known = all.components.filter(
    (component) => wanted.has(component['bom-ref']) || !isForDevelopment(component),
  );
  for (const component of known) wanted.delete(component['bom-ref']);
  const components = [
    ...known.map(withoutPlace),
    ...[...wanted.values()].map(componentOf),
    ...IN_PLATFORM_PACKAGE,
  ];
  const refs = new Set([
    all.metadata.component['bom-ref'],
    ...components.map((component) => component['bom-ref']),
  ]);
  const dependencies = all.dependencies
    .filter(({ref}) => refs.has(ref))
    .map(({ref, dependsOn = []}) => ({ref, dependsOn: dependsOn.filter((other) => refs.has(other))}));
  return {...all, components, dependencies};
}

const refOf = ({name, version}) => `${name}@${version}`;

/** Of a package that package-lock.json does not have, such as those of npm itself. */
const componentOf = ({name, version, license}) => ({
  'bom-ref': refOf({name, version}),
  type: 'library',
  name,
  version,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  ...(typeof license === 'string' && {licenses: [{expression: license}]}),
});

/** @returns {{name: string, version: string, license: unknown}[]} of each package that is somewhere in a tree */
function packagesBelow(tree) {
  const files = globSync('**/node_modules/{*,@*/*}/package.json', {cwd: tree});
  const manifests = files.map((file) => JSON.parse(readFileSync(join(tree, file), 'utf8')));
  return manifests.filter(({name, version}) => name !== undefined && version !== undefined);
}

const FOR_DEVELOPMENT = 'cdx:npm:package:development';

/** What is not is installed by npm with the program: Node, what the addon is compiled with. */
const isForDevelopment = ({properties = []}) => properties.some(({name}) => name === FOR_DEVELOPMENT);

/** Whether something was only for development here says nothing about what is published. */
function withoutPlace({properties = [], ...component}) {
  const kept = properties.filter(({name}) => name !== FOR_DEVELOPMENT);
  return {...component, ...(kept.length > 0 && {properties: kept})};
}

function npmBill() {
  const words = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'];
  return JSON.parse(execFileSync('npm', words, {cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28}));
}

/** @returns {{name: string, version: string}[]} each package whose code is in a bundle, as the licences beside the bundles have it */
export function bundledPackages() {
  const files = OUTPUT_DIRECTORIES.map((directory) => join(root, directory, 'LICENSES.txt')).filter(
    existsSync,
  );
  const texts = files.flatMap((file) => readFileSync(file, 'utf8').split(`${'-'.repeat(80)}\n`));
  const headings = texts.flatMap((text) => {
    const [, name, version] = /^\s*(\S+) ([^\s,]+),/.exec(text) ?? [];
    return name === undefined ? [] : [{name, version}];
  });
  return [...new Map(headings.map((each) => [refOf(each), each])).values()];
}
