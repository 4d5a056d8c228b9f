// `npm run release -- --dry-run`: make every form of a release, install each where nothing else is, and use it.
// With --short: only what takes seconds. `--systems` fetches other systems to try it on. Without --dry-run it also says what is
// left to do by hand. See docs/releasing.md.
import {createHash} from 'node:crypto';
import {copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {billOfMaterials} from './release/bill.mjs';
import {checkChangelog} from './release/changelog.mjs';
import {packDebian} from './release/debian.mjs';
import {markdownOf} from './release/figures.mjs';
import {oldNames, withSandbox} from './release/grid.mjs';
import {PLATFORM, RELEASE, VERSION} from './release/layout.mjs';
import {packForNpm} from './release/npm-packages.mjs';
import {tryShort} from './release/short.mjs';
import {stage} from './release/stage.mjs';
import {layTree, packTree} from './release/tree.mjs';
import {tryForms} from './release/try-forms.mjs';
import {tellOldest, trySystems} from './release/try-systems.mjs';
import {buildWheels} from './release/wheel.mjs';
import {runScript} from './setup/run-script.mjs';

const say = (text) => process.stderr.write(`${text}\n`);

await runScript(async () => {
  const isDryRun = process.argv.includes('--dry-run');
  mkdirSync(RELEASE, {recursive: true});
  checkChangelog({mustHaveDate: !isDryRun});
  if (process.argv.includes('--short')) return tryShort(say);
  say('1/5  npm packages, and the addon of this platform');
  const tarballs = await packForNpm();
  say('2/5  the program, laid out');
  const app = await stage(tarballs);
  const names = oldNames();
  say('3/5  tarball, Debian package, wheel');
  const tree = layTree(app, names);
  const made = {archive: packTree(tree), deb: packDebian(tree), wheels: buildWheels(app, names), tarballs};
  say('4/5  each installed where nothing else is, and used');
  let forms = {};
  await withSandbox(async (grid) => {
    forms = tryForms(made, grid);
    console.table(forms);
    const tried = trySystems(made, grid, {mayFetch: process.argv.includes('--systems'), say});
    if (Object.keys(tried).length > 0) console.table(tried);
    say(tellOldest(join(app, 'node_modules', `xrootd-native-${PLATFORM}`), tried));
  });
  say('5/5  checksums and the bill of materials');
  gather([...tarballs, made.archive, made.deb, ...Object.values(made.wheels)], tree);
  writeFileSync(join(RELEASE, `v${VERSION}`, 'forms.md'), markdownOf(forms));
  say(isDryRun ? 'This was a dry run: nothing was published.' : `Now publish it, as docs/releasing.md says.`);
});

/** Put all that is published into one directory, with checksums and what is in it. */
function gather(files, tree) {
  const target = join(RELEASE, `v${VERSION}`);
  rmSync(target, {recursive: true, force: true});
  mkdirSync(target);
  const sums = files.map((file) => {
    copyFileSync(file, join(target, basename(file)));
    return `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${basename(file)}\n`;
  });
  writeFileSync(join(target, 'SHA256SUMS'), sums.join(''));
  const bill = JSON.stringify(billOfMaterials(tree), undefined, 2);
  writeFileSync(join(target, 'sbom.cdx.json'), `${bill}\n`);
  say(`${target} has all that is published.`);
}
