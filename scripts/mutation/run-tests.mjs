// A process with the tests of one module, which runs them once for each number that it is sent: the change of the module
// that is in force. It answers whether all passed.
import './load-mutant.mjs';
import {join} from 'node:path';
import Mocha from 'mocha';
import {root} from '../setup/root.mjs';

const inRoot = (path) => join(root, path);

await import(inRoot('test/properties.ts'));
const {mochaHooks} = await import(inRoot('test/support/no-processes.ts'));
const mocha = new Mocha({bail: true, reporter: class {}, rootHooks: mochaHooks, timeout: 20_000});
mocha.cleanReferencesAfterRun(false);
for (const test of process.argv.slice(2)) mocha.addFile(inRoot(test));
await mocha.loadFilesAsync();

process.on('message', (change) => {
  globalThis.change = change;
  mocha.run((failures) => {
    // What a test that failed has left under way ends with it.
    setTimeout(() => process.send(failures === 0), failures === 0 ? 0 : 20);
  });
});
process.on('disconnect', () => process.exit());
process.send('ready');
